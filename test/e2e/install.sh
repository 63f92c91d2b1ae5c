#!/usr/bin/env bash
# An empty cluster gets Argo CD, a PostgreSQL with TLS, a git server, External Secrets with a store of its own, and the
# images of the samples' applications. kind, kubectl, helm, docker and openssl are those of the machine.
set -euo pipefail
# shellcheck source=SCRIPTDIR/shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/shop.sh"

argocd=109ca7ca71139e514114499d294a492e7910a965 # v3.5.1
argocd_sha256=795a3a972224da6a7f9d32c3e946445f062b60fb46028476715affeb688236e3
external_secrets=2.9.0
cluster=${E2E_CLUSTER:-wavec}
postgres=postgres.database.svc

mkdir -p "$work"

# Argo CD.
curl --fail --silent --show-error --location --retry 5 --output "$work/argocd.yaml" \
  "https://raw.githubusercontent.com/argoproj/argo-cd/$argocd/manifests/install.yaml"
printf '%s  %s\n' "$argocd_sha256" "$work/argocd.yaml" | sha256sum --check --quiet
kubectl create namespace argocd
kubectl apply --namespace argocd --server-side --filename "$work/argocd.yaml" > /dev/null

# PostgreSQL, with a certificate that orders verifies.
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=e2e CA' -keyout "$work/ca.key" -out "$work/ca.crt" 2> /dev/null
openssl req -newkey rsa:2048 -nodes -subj "/CN=$postgres" -keyout "$work/tls.key" -out "$work/tls.csr" 2> /dev/null
printf 'subjectAltName=DNS:%s\n' "$postgres" > "$work/san.txt"
openssl x509 -req -in "$work/tls.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days 2 -extfile "$work/san.txt" -out "$work/tls.crt" 2> /dev/null
kubectl apply --filename "$repository/docs/try-it/cluster.yaml" > /dev/null
kubectl create secret tls postgres-tls --namespace database --cert="$work/tls.crt" --key="$work/tls.key"
kubectl patch deployment postgres --namespace database --patch-file="$here/postgres-tls.yaml"

# External Secrets, whose fake provider answers from the store itself.
helm upgrade --install external-secrets external-secrets --repo https://charts.external-secrets.io --version "$external_secrets" \
  --namespace external-secrets --create-namespace --wait --timeout 10m > /dev/null

# The applications. A tag of the samples is loaded into the node, so nothing asks ghcr.io for it.
for image in catalog:1.14.0 catalog:1.15.0 catalog:1.16.0 catalog:1.17.0 orders:v2.3.1; do
  docker build --quiet --tag "ghcr.io/acme/$image" "$here/app"
done
docker build --quiet --build-arg MODE=crash --tag ghcr.io/acme/catalog:2.0.0-crash "$here/app"
for image in catalog:1.14.0 catalog:1.15.0 catalog:1.16.0 catalog:1.17.0 catalog:2.0.0-crash orders:v2.3.1; do
  kind load docker-image "ghcr.io/acme/$image" --name "$cluster"
done

kubectl wait --for=condition=Available deployment --all --all-namespaces --timeout=10m > /dev/null
kubectl rollout status statefulset/argocd-application-controller --namespace argocd --timeout=10m

# The repository: the two samples, with deadlines that a test can wait for.
kubectl exec --namespace git deployment/git --container git -- git init --quiet --bare --initial-branch=main /srv/git/shop.git
mkdir -p "$shop/waves"
cp -r "$repository/waves/catalog" "$repository/waves/orders" "$repository/waves/pipeline.schema.json" "$shop/waves/"
bash "$here/deadlines.sh" "$shop/waves/catalog/pipeline.yaml"
git init --quiet --initial-branch=main "$shop"
in_git remote add origin 'ext::kubectl exec --stdin --namespace git deployment/git --container git -- %S /srv/git/shop.git'
commit 'catalog 1.14.0, orders v2.3.1'

# The roles.
psql() { kubectl exec --stdin --namespace database deployment/postgres -- psql --username=postgres --quiet --set=ON_ERROR_STOP=1 "$@"; }
printf 'create database catalog;\ncreate database orders;\n' | psql --dbname=postgres
{
  wavec init --role-sql catalog_migrator --reader catalog_reader
  echo 'create role catalog_app login;'
} | psql --dbname=catalog
{
  echo 'create schema orders; alter database orders set search_path = orders, public;'
  wavec init --role-sql orders_migrator --reader orders_reader --schema orders
  echo 'alter schema orders owner to orders_migrator; create role orders_app login;'
} | psql --dbname=orders

# What `compile` says is owed. PostgreSQL trusts whoever connects, so a password is only a text that must be there.
kubectl create namespace shop
for role in migrator reader app; do
  secret=catalog-db-$role
  if [ "$role" = app ]; then secret=catalog-db; fi
  kubectl create secret generic "$secret" --namespace shop --from-literal=DATABASE_URL="postgresql://catalog_$role@$postgres/catalog?sslmode=disable"
done
kubectl create secret generic orders-db-ca --namespace shop --from-file=ca.crt="$work/ca.crt"
password=$(openssl rand -hex 16)
{
  printf 'apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: { name: aws }\nspec:\n  provider:\n    fake:\n      data:\n'
  for role in migrator reader app; do
    printf '        - { key: staging/orders/%s, value: %s }\n' "$role" \
      "'{\"host\":\"$postgres\",\"port\":\"5432\",\"dbname\":\"orders\",\"username\":\"orders_$role\",\"password\":\"$password\"}'"
  done
} | kubectl apply --filename -
kubectl apply --filename "$here/applications.yaml"
