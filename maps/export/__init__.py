"""What leaves the browser: print, reports and data, from the same layers as the page."""
