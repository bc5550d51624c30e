"""Line mode: the meeting as plain questions and answers, one fact a line and nothing drawn twice."""
