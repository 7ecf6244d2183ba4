#!/usr/bin/python3
# SPDX-License-Identifier: MIT
print("docker run")
