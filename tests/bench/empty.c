/* SPDX-License-Identifier: MIT */
/* The least that a program can do: what hrun is measured against. */
int main(void)
{
    return 0;
}
