true
docker run "a
