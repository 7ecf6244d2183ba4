# SPDX-License-Identifier: MIT
echo "docker run"
