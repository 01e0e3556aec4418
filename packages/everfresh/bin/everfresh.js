#!/usr/bin/env node
import '../dist/start/bin.js'
