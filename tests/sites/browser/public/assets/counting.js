window.countingRan = (window.countingRan ?? 0) + 1
