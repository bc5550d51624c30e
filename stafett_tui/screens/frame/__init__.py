"""What all screens stand on: what they are given, how they speak, how they ask. No screen imports another."""
