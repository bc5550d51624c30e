"""The meeting: chairing and writing the minutes in one screen."""
