# Sourced before anything of the repository is read. Sets `root`, `top`, `prefix` and `token`, and takes what the job may do
# out of the environment: that is for `git push`, `git fetch` and `gh` alone. The process is replaced, because those that it
# starts can read the environment that it was started with (proc_pid_environ(5)), and the token comes back by a descriptor
# that they don't inherit.
secrets=(GH_TOKEN GITHUB_TOKEN ACTIONS_RUNTIME_TOKEN ACTIONS_ID_TOKEN_REQUEST_TOKEN ACTIONS_ID_TOKEN_REQUEST_URL)
for name in "${secrets[@]}"; do
  if [ -n "${!name+set}" ]; then
    exec env "${secrets[@]/#/-u}" TOKEN_COMES=3 bash "$0" 3<<< "${GH_TOKEN:-}"
  fi
done
token=
if [ "${TOKEN_COMES:-}" = 3 ]; then
  read -r token <&3 || true
  exec 3<&-
fi
unset TOKEN_COMES

# Git starts no program that a repository names, also where wavec calls it. With git-config(1), "safe.bareRepository", a
# folder whose files look like a bare repository is not taken for one.
setting() {
  local at="${GIT_CONFIG_COUNT:-0}"
  export "GIT_CONFIG_KEY_$at=$1" "GIT_CONFIG_VALUE_$at=$2" "GIT_CONFIG_COUNT=$((at + 1))"
}
setting safe.bareRepository explicit
setting core.fsmonitor false
setting core.hooksPath /dev/null
setting submodule.recurse false
setting protocol.ext.allow never
export GIT_LITERAL_PATHSPECS=1

# Git starts where .git is, so that no folder below can pass for the repository.
root=$(cd "${ROOT:-.}" && pwd -P)
top="$root"
while [ ! -e "$top/.git" ] && [ "$top" != / ]; do top=$(dirname "$top"); done
[ -e "$top/.git" ] || top="$root"
prefix="${root#"$top"}"
prefix="${prefix#/}${prefix:+/}"
cd "$root"

repository() { git -C "$top" "$@"; }
