"""Lines and events to pages: the case, its checks, the drawing, the page, the command line."""
