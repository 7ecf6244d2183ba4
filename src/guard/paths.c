/* SPDX-License-Identifier: MIT */
#include "hrun/guard/paths.h"

#include "hrun/base/attr.h"

#include <string.h>

#define ITSELF HR_PATH_ITSELF
#define BELOW  HR_PATH_BELOW
#define ABOVE  HR_PATH_ABOVE
#define ANY    HR_PATH_ANY

#define PROGRAM "programs that root of the host runs"
#define SCRIPTS "scripts that root of the host runs"
#define LOGIN   "keys and passwords of the host's networks and domains"
#define WHOLE   "copies of the whole host"
#define MEMORY  "the memory of every process"
#define START   "what the user's shell or session runs next"
#define COPY    "a copy of the files that are needed, in a folder of their own"

/* On Fedora and its kin /etc/ssl/certs is a link to the last of these. */
static const char *const public_files[] = {
    "/etc/localtime",    "/etc/timezone",      "/etc/ssl/certs",
    "/etc/pki/ca-trust", "/etc/pki/tls/certs", NULL,
};

/* What every container has anyway. */
static const char *const plain_devices[] = {
    "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", NULL,
};

/* The first row that matches is told of: within a group, what says most comes first. */
static const struct hr_sensitive_path rows[] = {
    { .path = "/", .relations = ITSELF, .risk = "the whole host" },
    { .path = "/proc",
      .relations = ANY,
      .risk = "the memory, files and root of every process, and the kernel's settings",
      .instead = "leave it out: the container has a /proc of its own" },
    { .path = "/sys",
      .relations = ANY,
      .risk = "the kernel's settings, control groups and devices of the host",
      .instead = "leave it out: the container has a /sys of its own" },
    { .path = "/dev",
      .relations = ANY,
      .spared = plain_devices,
      .risk = "the disks, terminals and shared memory of the host",
      .instead = "--device for a device, --shm-size for shared memory" },
    { .path = "/etc",
      .relations = ANY,
      .spared = public_files,
      .risk = "passwords, keys and settings of the host",
      .instead = COPY },
    { .path = "/boot",
      .relations = ANY,
      .risk = "the kernel that the host starts next",
      .instead = "leave it out" },
    { .path = "/var/lib/docker",
      .relations = ANY,
      .risk = "every container, image and volume of the engine",
      .instead = "a named volume" },
    { .path = "/var/lib/containerd",
      .relations = ANY,
      .risk = "every container and image of the engine",
      .instead = "a named volume" },
    { .path = "/var/lib/containers",
      .relations = ANY,
      .risk = "every container, image and volume of podman",
      .instead = "a named volume" },
    { .path = "/var/lib/kubelet",
      .relations = ANY,
      .risk = "the secrets of every pod of this node",
      .instead = "leave it out" },
    { .path = "/var/lib/rancher",
      .relations = ANY,
      .risk = "the keys of the cluster that this node is in",
      .instead = "leave it out" },
    { .path = "/var/lib/lxd",
      .relations = ANY,
      .no_sockets = true,
      .risk = "every container of LXD, and the socket that makes them",
      .instead = "leave it out" },
    { .path = "/var/lib/incus",
      .relations = ANY,
      .no_sockets = true,
      .risk = "every container of Incus, and the socket that makes them",
      .instead = "leave it out" },
    { .path = "/var/lib/cloud",
      .relations = ANY,
      .risk = "the scripts and secrets that this machine was set up with",
      .instead = COPY },
    { .path = "/var/lib/dpkg", .relations = ANY, .when_writable = true, .risk = SCRIPTS },
    { .path = "/var/lib/systemd",
      .relations = ANY,
      .risk = "the key of the host's credentials, and the state of its services",
      .instead = "leave it out" },
    { .path = "/var/lib/sss",
      .relations = ANY,
      .risk = "hashed passwords of the network's users",
      .instead = "leave it out" },
    { .path = "/var/lib/samba/private",
      .relations = ANY,
      .risk = "passwords of file sharing",
      .instead = "leave it out" },
    { .path = "/var/lib/etcd",
      .relations = ANY,
      .risk = "every secret of the cluster that this node holds",
      .instead = "leave it out" },
    { .path = "/var/backups",
      .relations = ANY,
      .risk = "copies of passwords and accounts of the host",
      .instead = COPY },
    { .path = "/var/lib/NetworkManager", .relations = ANY, .risk = LOGIN, .instead = COPY },
    { .path = "/var/lib/krb5kdc", .relations = ANY, .risk = LOGIN, .instead = COPY },
    { .path = "/var/kerberos", .relations = ANY, .risk = LOGIN, .instead = COPY },
    { .path = "/.snapshots", .relations = ANY, .risk = WHOLE, .instead = COPY },
    { .path = "/.zfs", .relations = ANY, .risk = WHOLE, .instead = COPY },
    { .path = "/timeshift", .relations = ANY, .risk = WHOLE, .instead = COPY },
    { .path = "/swapfile", .relations = ANY, .risk = MEMORY, .instead = "leave it out" },
    { .path = "/swap.img", .relations = ANY, .risk = MEMORY, .instead = "leave it out" },
    { .path = "/var/lib/apt", .relations = ANY, .when_writable = true, .risk = SCRIPTS },
    { .path = "/var/lib/pacman", .relations = ANY, .when_writable = true, .risk = SCRIPTS },
    { .path = "/var/lib/rpm", .relations = ANY, .when_writable = true, .risk = SCRIPTS },
    { .path = "/var/snap/docker",
      .relations = ANY,
      .risk = "every container, image and volume of the engine",
      .instead = "a named volume" },
    { .path = "/var/snap/lxd",
      .relations = ANY,
      .no_sockets = true,
      .risk = "every container of LXD, and the socket that makes them",
      .instead = "leave it out" },
    { .path = "/var/spool/anacron",
      .relations = ANY,
      .risk = "what the host runs by the clock, as any user",
      .instead = COPY },
    { .path = "/var/spool/at",
      .relations = ANY,
      .risk = "what the host runs by the clock, as any user",
      .instead = COPY },
    { .path = "/var/spool/cron",
      .relations = ANY,
      .risk = "what the host runs by the clock, as any user",
      .instead = COPY },
    { .path = "/run/systemd",
      .relations = ANY,
      .risk = "the sockets over which services of the host are controlled",
      .instead = "leave it out" },
    { .path = "/run/dbus",
      .relations = ANY,
      .risk = "the bus over which services of the host are controlled",
      .instead = "a proxy of the bus that lets only the needed calls through (xdg-dbus-proxy)" },
    /* The folders themselves hold an engine's socket, which is another rule's. */
    { .path = "/run/containerd",
      .relations = BELOW,
      .no_sockets = true,
      .risk = "the state and the sockets of every container",
      .instead = "leave it out" },
    { .path = "/run/docker",
      .relations = BELOW,
      .no_sockets = true,
      .risk = "the state and the sockets of the engine",
      .instead = "leave it out" },
    { .path = "/run/libvirt",
      .relations = ANY,
      .no_sockets = true,
      .risk = "the sockets over which virtual machines with any disk of the host are made",
      .instead = "leave it out" },
    { .path = "/run/sudo",
      .relations = ANY,
      .when_writable = true,
      .risk = "who need not give a password to sudo" },
    { .path = "/run/udev",
      .relations = ANY,
      .when_writable = true,
      .risk = "what root of the host runs for a device" },
    { .path = "/run/secrets",
      .relations = ANY,
      .risk = "the secrets of the container that this host is",
      .instead = "the one secret that is needed" },
    { .path = "/run/credentials",
      .relations = ANY,
      .risk = "the secrets of services of the host",
      .instead = "the one secret that is needed" },
    { .path = "/run/keys",
      .relations = ANY,
      .risk = "the secrets of services of the host",
      .instead = "the one secret that is needed" },
    { .path = "/run/user/*",
      .relations = ANY,
      .no_sockets = true,
      .risk = "the sockets of a user's session: bus, keyring, ssh agent, display",
      .instead = "the one socket that is needed" },
    /* Above it is /tmp, where an X server asks for the cookie that is in the home. */
    { .path = "/tmp/.X11-unix",
      .relations = ITSELF | BELOW,
      .no_sockets = true,
      .risk = "the display: whoever has it reads and types every key",
      .instead = "a display of its own (Xephyr, Xvfb)" },

    /* What can be replaced there runs as root on the host. */
    { .path = "/usr", .relations = ANY, .when_writable = true, .risk = PROGRAM },
    { .path = "/bin", .relations = ANY, .when_writable = true, .risk = PROGRAM },
    { .path = "/sbin", .relations = ANY, .when_writable = true, .risk = PROGRAM },
    { .path = "/lib", .relations = ANY, .when_writable = true, .risk = PROGRAM },
    { .path = "/lib32", .relations = ANY, .when_writable = true, .risk = PROGRAM },
    { .path = "/lib64", .relations = ANY, .when_writable = true, .risk = PROGRAM },
    { .path = "/gnu/store", .relations = ANY, .when_writable = true, .risk = PROGRAM },
    { .path = "/nix", .relations = ANY, .when_writable = true, .risk = PROGRAM },
    { .path = "/snap", .relations = ANY, .when_writable = true, .risk = PROGRAM },

    { .path = "~",
      .relations = ITSELF | ABOVE,
      .risk = "a whole home: keys, tokens, and what the shell runs next" },
    { .path = "~/.ssh", .relations = ANY, .risk = "ssh keys, and who may log in" },
    { .path = "~/.gnupg", .relations = ANY, .risk = "private keys of GnuPG" },
    { .path = "~/.password-store", .relations = ANY, .risk = "the password store" },
    { .path = "~/.local/share/keyrings", .relations = ANY, .risk = "the keyring of the desktop" },
    { .path = "~/.pki", .relations = ANY, .risk = "certificates and their keys" },
    { .path = "~/.netrc", .relations = ANY, .risk = "passwords for hosts" },
    { .path = "~/.git-credentials", .relations = ANY, .risk = "passwords of git" },
    { .path = "~/.config/git/credentials", .relations = ANY, .risk = "passwords of git" },
    { .path = "~/.config/gh", .relations = ANY, .risk = "a token of GitHub" },
    { .path = "~/.config/hub", .relations = ANY, .risk = "a token of GitHub" },
    { .path = "~/.config/glab-cli", .relations = ANY, .risk = "a token of GitLab" },
    { .path = "~/.docker", .relations = ANY, .risk = "passwords of registries, keys of engines" },
    { .path = "~/.config/containers", .relations = ANY, .risk = "passwords of registries" },
    { .path = "~/.kube", .relations = ANY, .risk = "keys of Kubernetes clusters" },
    { .path = "~/.helm", .relations = ANY, .risk = "keys of Kubernetes clusters" },
    { .path = "~/.config/helm", .relations = ANY, .risk = "passwords of registries" },
    { .path = "~/.aws", .relations = ANY, .risk = "keys of Amazon's cloud" },
    { .path = "~/.azure", .relations = ANY, .risk = "tokens of Microsoft's cloud" },
    { .path = "~/.config/gcloud", .relations = ANY, .risk = "tokens of Google's cloud" },
    { .path = "~/.boto", .relations = ANY, .risk = "keys of clouds" },
    { .path = "~/.s3cfg", .relations = ANY, .risk = "keys of clouds" },
    { .path = "~/.oci", .relations = ANY, .risk = "keys of Oracle's cloud" },
    { .path = "~/.config/doctl", .relations = ANY, .risk = "tokens of DigitalOcean" },
    { .path = "~/.config/rclone", .relations = ANY, .risk = "keys of clouds" },
    { .path = "~/.terraform.d", .relations = ANY, .risk = "tokens of Terraform" },
    { .path = "~/.terraformrc", .relations = ANY, .risk = "tokens of Terraform" },
    { .path = "~/.vault-token", .relations = ANY, .risk = "a token of Vault" },
    { .path = "~/.config/op", .relations = ANY, .risk = "sessions of 1Password" },
    { .path = "~/.config/sops", .relations = ANY, .risk = "private keys of sops" },
    { .path = "~/.npmrc", .relations = ANY, .risk = "tokens of npm" },
    { .path = "~/.yarnrc.yml", .relations = ANY, .risk = "tokens of npm" },
    { .path = "~/.pypirc", .relations = ANY, .risk = "tokens of PyPI" },
    { .path = "~/.gem/credentials", .relations = ANY, .risk = "tokens of RubyGems" },
    { .path = "~/.cargo/credentials",
      .relations = ANY,
      .risk = "tokens of crates.io",
      .instead = "the folder ~/.cargo/registry" },
    { .path = "~/.cargo/credentials.toml", .relations = ANY, .risk = "tokens of crates.io" },
    { .path = "~/.m2/settings.xml",
      .relations = ANY,
      .risk = "passwords of Maven repositories",
      .instead = "the folder ~/.m2/repository" },
    { .path = "~/.m2/settings-security.xml",
      .relations = ANY,
      .risk = "the key of Maven's passwords" },
    { .path = "~/.gradle/gradle.properties",
      .relations = ANY,
      .risk = "passwords of repositories",
      .instead = "the folder ~/.gradle/caches" },
    { .path = "~/.pgpass", .relations = ANY, .risk = "passwords of PostgreSQL" },
    { .path = "~/.my.cnf", .relations = ANY, .risk = "passwords of MySQL" },
    { .path = "~/.mylogin.cnf", .relations = ANY, .risk = "passwords of MySQL" },
    { .path = "~/.smbcredentials", .relations = ANY, .risk = "passwords of file servers" },
    { .path = "~/.Xauthority", .relations = ANY, .risk = "the key of the display" },
    { .path = "~/.mozilla", .relations = ANY, .risk = "passwords and sessions of the browser" },
    { .path = "~/.thunderbird", .relations = ANY, .risk = "mail and its passwords" },
    { .path = "~/.config/google-chrome",
      .relations = ANY,
      .risk = "passwords and sessions of the browser" },
    { .path = "~/.config/chromium",
      .relations = ANY,
      .risk = "passwords and sessions of the browser" },
    { .path = "~/.bitcoin", .relations = ANY, .risk = "a wallet" },
    { .path = "~/.electrum", .relations = ANY, .risk = "a wallet" },
    { .path = "~/.ethereum", .relations = ANY, .risk = "a wallet" },
    { .path = "~/.claude", .relations = ANY, .risk = "tokens and transcripts of Claude" },
    { .path = "~/.claude.json", .relations = ANY, .risk = "tokens of Claude" },
    { .path = "~/.codex", .relations = ANY, .risk = "tokens of Codex" },
    { .path = "~/.config/github-copilot", .relations = ANY, .risk = "tokens of Copilot" },
    { .path = "~/.bash_history", .relations = ANY, .risk = "typed commands, passwords among them" },
    { .path = "~/.zsh_history", .relations = ANY, .risk = "typed commands, passwords among them" },
    { .path = "~/.psql_history", .relations = ANY, .risk = "typed commands, passwords among them" },
    { .path = "~/.mysql_history",
      .relations = ANY,
      .risk = "typed commands, passwords among them" },
    { .path = "~/.colima", .relations = ANY, .risk = "the engine's socket and keys" },
    { .path = "~/.rd", .relations = ANY, .risk = "the engine's socket and keys" },
    { .path = "~/.lima", .relations = ANY, .risk = "the engine's socket and keys" },
    { .path = "~/.orbstack", .relations = ANY, .risk = "the engine's socket and keys" },
    { .path = "~/.local/share/docker", .relations = ANY, .risk = "every container of the engine" },
    { .path = "~/.local/share/containers", .relations = ANY, .risk = "every container of podman" },
    { .path = "~/.config/docker",
      .relations = ANY,
      .when_writable = true,
      .risk = "the settings of a rootless engine" },
    { .path = "~/.config/hrun",
      .relations = ANY,
      .when_writable = true,
      .risk = "hrun's own profiles" },
    { .path = "~/.bashrc", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.bash_profile", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.bash_login", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.bash_aliases", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.bash_logout", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.profile", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.zshrc", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.zshenv", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.zprofile", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.zlogin", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.config/fish", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.xinitrc", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.xprofile", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.xsession", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.config/autostart", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.config/systemd", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.config/environment.d", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.local/bin", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/bin", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.cargo/bin", .relations = ANY, .when_writable = true, .risk = START },
    { .path = "~/.gitconfig",
      .relations = ANY,
      .when_writable = true,
      .risk = "what git runs next" },
    { .path = "~/.config/git",
      .relations = ANY,
      .when_writable = true,
      .risk = "what git runs next" },
    { .path = "~/.vimrc", .relations = ANY, .when_writable = true, .risk = "what vim runs next" },
    { .path = "~/.vim", .relations = ANY, .when_writable = true, .risk = "what vim runs next" },
    { .path = "~/.emacs", .relations = ANY, .when_writable = true, .risk = "what Emacs runs next" },
    { .path = "~/.emacs.d",
      .relations = ANY,
      .when_writable = true,
      .risk = "what Emacs runs next" },
};

const struct hr_sensitive_path *hr_sensitive_paths(size_t *count)
{
    *count = HR_ARRAY_LEN(rows);
    return rows;
}

/* The next element of *PATH, its length as the result; 0 at the end. */
static size_t next_element(const char **path)
{
    *path += strspn(*path, "/");
    return strcspn(*path, "/");
}

/* Skip the elements that *PATH and *OTHER share; false if they part before one ends. */
static bool walk(const char **path, const char **other)
{
    for (;;) {
        const size_t length = next_element(path), wanted = next_element(other);

        if (length == 0 || wanted == 0)
            return true;
        if (!(wanted == 1 && **other == '*') &&
            (length != wanted || memcmp(*path, *other, length) != 0))
            return false;
        *path += length;
        *other += wanted;
    }
}

static enum hr_relation relation_of_rests(const char *path, const char *other)
{
    if (*path)
        return *other ? HR_PATH_APART : HR_PATH_BELOW;
    return *other ? HR_PATH_ABOVE : HR_PATH_ITSELF;
}

enum hr_relation hr_path_relation(const char *path, const char *other)
{
    return walk(&path, &other) ? relation_of_rests(path, other) : HR_PATH_APART;
}

enum hr_relation hr_path_relation_home(const char *path, const char *home, const char *other)
{
    other++;
    if (!walk(&path, &home))
        return HR_PATH_APART;
    if (*home)
        return HR_PATH_ABOVE;
    return hr_path_relation(path, other);
}

bool hr_path_is_spared(const char *path, const struct hr_sensitive_path *row)
{
    for (const char *const *spared = row->spared; spared && *spared; spared++) {
        if (hr_path_relation(path, *spared) & (HR_PATH_ITSELF | HR_PATH_BELOW))
            return true;
    }
    return false;
}
