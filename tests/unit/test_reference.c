/* SPDX-License-Identifier: MIT */
#include "hrun/docker/reference.h"

#include "unit.h"

#define X16 "0123456789abcdef"
#define X32 X16 X16
#define X64 X32 X32

#define A32  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A128 A32 A32 A32 A32

static const struct {
    const char *in, *registry, *path, *tag, *digest, *canonical;
} names[] = {
    { "alpine", "docker.io", "library/alpine", NULL, NULL, "docker.io/library/alpine:latest" },
    { "alpine:3.20", "docker.io", "library/alpine", "3.20", NULL, "docker.io/library/alpine:3.20" },
    { "library/alpine", "docker.io", "library/alpine", NULL, NULL,
      "docker.io/library/alpine:latest" },
    { "docker.io/alpine", "docker.io", "library/alpine", NULL, NULL,
      "docker.io/library/alpine:latest" },
    { "index.docker.io/alpine:1", "docker.io", "library/alpine", "1", NULL,
      "docker.io/library/alpine:1" },
    { "user/app", "docker.io", "user/app", NULL, NULL, "docker.io/user/app:latest" },
    { "docker.io/user/app", "docker.io", "user/app", NULL, NULL, "docker.io/user/app:latest" },
    { "a/b/c/d:e", "docker.io", "a/b/c/d", "e", NULL, "docker.io/a/b/c/d:e" },
    { "ghcr.io/user/app:v1", "ghcr.io", "user/app", "v1", NULL, "ghcr.io/user/app:v1" },
    { "ghcr.io/app", "ghcr.io", "app", NULL, NULL, "ghcr.io/app:latest" },
    { "localhost/app", "localhost", "app", NULL, NULL, "localhost/app:latest" },
    { "localhost:5000/app:1", "localhost:5000", "app", "1", NULL, "localhost:5000/app:1" },
    { "registry:5000/app", "registry:5000", "app", NULL, NULL, "registry:5000/app:latest" },
    { "localhost", "docker.io", "library/localhost", NULL, NULL,
      "docker.io/library/localhost:latest" },
    /* Without a '/' there is no registry: this is a tag. */
    { "localhost:5000", "docker.io", "library/localhost", "5000", NULL,
      "docker.io/library/localhost:5000" },
    { "example.com", "docker.io", "library/example.com", NULL, NULL,
      "docker.io/library/example.com:latest" },
    { "127.0.0.1/app", "127.0.0.1", "app", NULL, NULL, "127.0.0.1/app:latest" },
    { "127.0.0.1:5000/app", "127.0.0.1:5000", "app", NULL, NULL, "127.0.0.1:5000/app:latest" },
    { "[::1]:5000/app", "[::1]:5000", "app", NULL, NULL, "[::1]:5000/app:latest" },
    { "[2001:db8::1]/app:x", "[2001:db8::1]", "app", "x", NULL, "[2001:db8::1]/app:x" },
    { "[:]/app", "[:]", "app", NULL, NULL, "[:]/app:latest" },
    /* Upper case is for hosts and tags. */
    { "Foo/bar", "Foo", "bar", NULL, NULL, "Foo/bar:latest" },
    { "GHCR.IO/app", "GHCR.IO", "app", NULL, NULL, "GHCR.IO/app:latest" },
    { "DOCKER.IO/alpine", "DOCKER.IO", "alpine", NULL, NULL, "DOCKER.IO/alpine:latest" },
    { "alpine:Latest_1.2-3", "docker.io", "library/alpine", "Latest_1.2-3", NULL,
      "docker.io/library/alpine:Latest_1.2-3" },
    { "alpine:_", "docker.io", "library/alpine", "_", NULL, "docker.io/library/alpine:_" },
    { "a:" A128, "docker.io", "library/a", A128, NULL, "docker.io/library/a:" A128 },
    /* Separators. */
    { "a.b_c__d-e---f", "docker.io", "library/a.b_c__d-e---f", NULL, NULL,
      "docker.io/library/a.b_c__d-e---f:latest" },
    { "a-b.c/d", "a-b.c", "d", NULL, NULL, "a-b.c/d:latest" },
    { "a--b/c", "docker.io", "a--b/c", NULL, NULL, "docker.io/a--b/c:latest" },
    { "a--b.c/d", "a--b.c", "d", NULL, NULL, "a--b.c/d:latest" },
    { "0/1", "docker.io", "0/1", NULL, NULL, "docker.io/0/1:latest" },
    /* It looks like a registry, cannot be one, and is a path in docker's eyes. */
    { "a_b.c/d", "", "a_b.c/d", NULL, NULL, "a_b.c/d:latest" },
    { "a__b.c/d/e:1", "", "a__b.c/d/e", "1", NULL, "a__b.c/d/e:1" },
    /* Digests. */
    { "alpine@sha256:" X64, "docker.io", "library/alpine", NULL, "sha256:" X64,
      "docker.io/library/alpine@sha256:" X64 },
    { "alpine:3@sha256:" X64, "docker.io", "library/alpine", "3", "sha256:" X64,
      "docker.io/library/alpine:3@sha256:" X64 },
    { "r:5/a@sha512:" X64 X64, "r:5", "a", NULL, "sha512:" X64 X64, "r:5/a@sha512:" X64 X64 },
    { "a@sha384:" X64 X32, "docker.io", "library/a", NULL, "sha384:" X64 X32,
      "docker.io/library/a@sha384:" X64 X32 },
    /* Names that nearly are ids. */
    { "sha256", "docker.io", "library/sha256", NULL, NULL, "docker.io/library/sha256:latest" },
    { "sha256:" X32, "docker.io", "library/sha256", X32, NULL, "docker.io/library/sha256:" X32 },
    { X16, "docker.io", "library/" X16, NULL, NULL, "docker.io/library/" X16 ":latest" },
    { X64 "0", "docker.io", "library/" X64 "0", NULL, NULL, "docker.io/library/" X64 "0:latest" },
    { X64 ":1", "docker.io", "library/" X64, "1", NULL, "docker.io/library/" X64 ":1" },
    { "library/" X64, "docker.io", "library/" X64, NULL, NULL, "docker.io/library/" X64 ":latest" },
    { "c0ffee", "docker.io", "library/c0ffee", NULL, NULL, "docker.io/library/c0ffee:latest" },
};

START_TEST(name)
{
    struct hr_reference reference;

    ck_assert(hr_reference_parse(names[_i].in, arena, &reference, &err));
    ck_assert_str_eq(reference.raw, names[_i].in);
    ck_assert(!reference.is_id);
    ck_assert_str_eq(reference.registry, names[_i].registry);
    ck_assert_str_eq(reference.path, names[_i].path);
    ck_assert_pstr_eq(reference.tag, names[_i].tag);
    ck_assert_pstr_eq(reference.digest, names[_i].digest);
    ck_assert_str_eq(hr_reference_canonical(&reference, arena), names[_i].canonical);
}
END_TEST

static const struct {
    const char *in, *canonical;
} ids[] = {
    { X64, "sha256:" X64 },
    { "sha256:" X64, "sha256:" X64 },
    { "sha384:" X64 X32, "sha384:" X64 X32 },
    { "sha512:" X64 X64, "sha512:" X64 X64 },
};

START_TEST(id)
{
    struct hr_reference reference;

    ck_assert(hr_reference_parse(ids[_i].in, arena, &reference, &err));
    ck_assert(reference.is_id);
    ck_assert_ptr_null(reference.registry);
    ck_assert_ptr_null(reference.path);
    ck_assert_ptr_null(reference.tag);
    ck_assert_ptr_null(reference.digest);
    ck_assert_str_eq(hr_reference_canonical(&reference, arena), ids[_i].canonical);
}
END_TEST

static const char *const bad[] = {
    "",
    "-",
    "--",
    " ",
    "alpine ",
    " alpine",
    "al pine",
    "alpine\n",
    "\talpine",
    "caf\xc3\xa9",
    /* Case. */
    "Alpine",
    "user/App",
    "ghcr.io/User/app",
    "A",
    "ALPINE:latest",
    /* Separators at an end or side by side. */
    "-a",
    "a-",
    ".a",
    "a.",
    "_a",
    "a_",
    "a..b",
    "a___b",
    "a.-b",
    "a-.b",
    "a._b",
    "/a",
    "a/",
    "a//b",
    "./a",
    "../a",
    "a/./b",
    "~/a",
    "/abs",
    /* Registries. */
    "ghcr.io/",
    "docker.io/",
    "localhost/",
    "localhost:/a",
    "localhost:x/a",
    "a:b/c",
    "host-.com/a",
    "-host.com/a",
    "a_b:80/c",
    "a..b/c",
    "http://a/b",
    "https://ghcr.io/a",
    "[::1/a",
    "[]/a",
    "[]:5000/a",
    "[::1x/a",
    "[::1]x/a",
    "[::1]:/a",
    "[127.0.0.1]/a",
    "[fe80::1%eth0]/a",
    "a:1:2/b",
    ":5000/a",
    "Foo:x/bar",
    /* Tags. */
    "a:",
    "a:.",
    "a:-x",
    "a:b:c",
    "a:b/c:d",
    "a:b c",
    "a:b+c",
    "a:" A128 "a",
    ":",
    ":a",
    /* Digests: known algorithms, exact lengths, lower case. */
    "a@",
    "a:@sha256:" X64,
    "a@sha256",
    "a@sha256:",
    "a@sha256:" X32,
    "a@sha256:" X64 "0",
    "a@sha256:0123456789ABCDEF" X16 X32,
    "a@SHA256:" X64,
    "a@md5:" X32,
    "a@sha512:" X64,
    "a@sha256:" X64 ":tag",
    "a@sha256:" X64 "@sha256:" X64,
    "@sha256:" X64,
    "sha256:" X64 "0" X64,
    "a@b@sha256:" X64,
    "a@sha256+b64:" X64,
    /* Ids are in lower case. */
    "0123456789ABCDEF" X16 X32,
    "SHA256:" X64,
};

START_TEST(refuses)
{
    struct hr_reference reference;

    ck_assert(!hr_reference_parse(bad[_i], arena, &reference, &err));
    ck_assert_int_eq(err.code, HR_ERRC_USAGE);
    ck_assert_ptr_nonnull(err.hint);
}
END_TEST

/* The path counts, "library/" with it; the registry does not. */
START_TEST(longest_path)
{
    struct hr_reference reference;
    char text[300] = "ghcr.io/", familiar[300] = "";
    const size_t head = strlen(text);

    memset(text + head, 'a', 255);
    ck_assert(hr_reference_parse(text, arena, &reference, &err));
    text[head + 255] = 'a';
    ck_assert(!hr_reference_parse(text, arena, &reference, &err));
    memset(familiar, 'a', 255 - strlen("library/"));
    ck_assert(hr_reference_parse(familiar, arena, &reference, &err));
    familiar[strlen(familiar)] = 'a';
    ck_assert(!hr_reference_parse(familiar, arena, &reference, &err));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, name, 0, HR_ARRAY_LEN(names));
    tcase_add_loop_test(tc, id, 0, HR_ARRAY_LEN(ids));
    tcase_add_loop_test(tc, refuses, 0, HR_ARRAY_LEN(bad));
    tcase_add_test(tc, longest_path);
}

UNIT_MAIN("reference", add_tests)
