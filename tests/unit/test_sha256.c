/* SPDX-License-Identifier: MIT */
#include "hrun/base/sha256.h"

#include "unit.h"

#include <string.h>

#define MILLION 1000000

/* FIPS 180-2 appendix B and the NIST CAVS file SHA256ShortMsg.rsp. */
static const struct {
    const char *message;
    size_t size;
    const char *want;
} vectors[] = {
    { "", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    { "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlm"
      "nopqrsmnopqrstnopqrstu",
      112, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
    { "\xd3", 1, "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1" },
    { "\x11\xaf", 2, "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98" },
    { "\x74\xba\x25\x21", 4, "b16aa56be3880d18cd41e68384cf1ec8c17680c45a02b1575dc1518923ae8b0e" },
    { "\0", 1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
};

START_TEST(vector)
{
    char hex[HR_SHA256_HEX];

    hr_sha256_hex(vectors[_i].message, vectors[_i].size, hex);
    ck_assert_str_eq(hex, vectors[_i].want);
}
END_TEST

START_TEST(million_a)
{
    char *data = hr_arena_alloc(arena, MILLION), hex[HR_SHA256_HEX];

    memset(data, 'a', MILLION);
    hr_sha256_hex(data, MILLION, hex);
    ck_assert_str_eq(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

/* Every size around the ends of blocks; the expected hash of the hashes is that of coreutils'
 * sha256sum. */
START_TEST(every_size)
{
    char data[200], all[(sizeof(data) + 1) * (HR_SHA256_HEX - 1) + 1], hex[HR_SHA256_HEX];
    char *end = all;

    for (size_t i = 0; i < sizeof(data); i++)
        data[i] = (char)(i * 37 + 11);
    for (size_t size = 0; size <= sizeof(data); size++) {
        hr_sha256_hex(data, size, end);
        end += HR_SHA256_HEX - 1;
    }
    hr_sha256_hex(all, (size_t)(end - all), hex);
    ck_assert_str_eq(hex, "5e326e10d49079c892e1957f9c2b98a13e72711c8fa0de33b2a05abc2030e087");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, vector, 0, HR_ARRAY_LEN(vectors));
    tcase_add_test(tc, million_a);
    tcase_add_test(tc, every_size);
}

UNIT_MAIN("sha256", add_tests)
