/* SPDX-License-Identifier: MIT */
#include "hrun/base/vec.h"

#include "unit.h"

#include <string.h>

struct point {
    int x, y;
};

struct points {
    HR_VEC(struct point);
};

START_TEST(push)
{
    struct points points = { 0 };

    for (int i = 0; i < 1000; i++) {
        struct point *point = HR_VEC_PUSH(arena, &points);

        ck_assert_int_eq(point->x, 0);
        ck_assert_int_eq(point->y, 0);
        *point = (struct point){ i, -i };
    }
    ck_assert_uint_eq(points.n, 1000);
    ck_assert_uint_ge(points.cap, 1000);
    for (int i = 0; i < 1000; i++) {
        ck_assert_int_eq(points.v[i].x, i);
        ck_assert_int_eq(points.v[i].y, -i);
    }
}
END_TEST

START_TEST(two_vectors_grow_apart)
{
    struct points a = { 0 }, b = { 0 };

    for (int i = 0; i < 100; i++) {
        *HR_VEC_PUSH(arena, &a) = (struct point){ i, 1 };
        *HR_VEC_PUSH(arena, &b) = (struct point){ i, 2 };
    }
    for (int i = 0; i < 100; i++) {
        ck_assert_int_eq(a.v[i].y, 1);
        ck_assert_int_eq(b.v[i].y, 2);
    }
}
END_TEST

START_TEST(strings_end_with_null)
{
    struct hr_strv list = { 0 };
    char text[] = "own";

    for (size_t i = 0; i < 100; i++) {
        hr_strv_push(arena, &list, text);
        ck_assert_ptr_null(list.v[list.n]);
    }
    text[0] = 'x';
    ck_assert_str_eq(list.v[0], "own");
    ck_assert_str_eq(list.v[99], "own");
}
END_TEST

START_TEST(strings)
{
    struct hr_strv list = { 0 }, more = { 0 };

    ck_assert_str_eq(hr_strv_join(arena, &list, ", "), "");
    ck_assert(!hr_strv_has(&list, ""));
    hr_strv_extend(arena, &list, &more);
    ck_assert_uint_eq(list.n, 0);
    hr_strv_push(arena, &list, "a");
    ck_assert_str_eq(hr_strv_join(arena, &list, ", "), "a");
    hr_strv_pushf(arena, &more, "%s=%d", "b", 2);
    hr_strv_push(arena, &more, "");
    hr_strv_extend(arena, &list, &more);
    ck_assert_str_eq(hr_strv_join(arena, &list, ", "), "a, b=2, ");
    ck_assert_str_eq(hr_strv_join(arena, &list, ""), "ab=2");
    ck_assert(hr_strv_has(&list, "b=2"));
    ck_assert(hr_strv_has(&list, ""));
    ck_assert(!hr_strv_has(&list, "A"));
    ck_assert(!hr_strv_has(&list, "b"));
}
END_TEST

/* A list may be put behind itself: what is copied is what was there. */
START_TEST(extend_by_itself)
{
    struct hr_strv list = { 0 }, same;

    for (size_t i = 0; i < 8; i++)
        hr_strv_pushf(arena, &list, "%zu", i);
    same = list;
    hr_strv_extend(arena, &list, &same);
    ck_assert_str_eq(hr_strv_join(arena, &list, ""), "0123456701234567");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_test(tc, push);
    tcase_add_test(tc, two_vectors_grow_apart);
    tcase_add_test(tc, strings_end_with_null);
    tcase_add_test(tc, strings);
    tcase_add_test(tc, extend_by_itself);
}

UNIT_MAIN("vec", add_tests)
