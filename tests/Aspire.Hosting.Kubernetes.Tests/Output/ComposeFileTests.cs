using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;

namespace Aspire.Hosting.Kubernetes.Tests.Output;

public sealed class ComposeFileTests
{
    private readonly string _text = ComposeFile.Build(Sample.Application()).Files["compose.yaml"];

    [Fact]
    public void Secrets_come_from_the_environment_when_it_starts() =>
        _text.ShouldContain("Password=${POSTGRES_PASSWORD:?set the parameter postgres-password};Database=authdb");

    [Fact]
    public void Services_are_found_by_the_names_they_have_in_the_cluster() =>
        _text.ShouldContain("        aliases:\n        - auth-service\n");

    [Fact]
    public void A_database_keeps_its_data_and_is_waited_for()
    {
        _text.ShouldContain("    - postgres-data:/var/lib/postgresql/data\n");
        _text.ShouldContain("      postgres:\n        condition: service_healthy\n");
        _text.ShouldContain("volumes:\n  postgres-data: {}\n");
    }

    [Fact]
    public void Secret_files_are_mounted_as_secrets()
    {
        _text.ShouldContain("      target: /etc/auth/signing-keys/current.pem\n");
        _text.ShouldContain("  auth-signing-keys-current.pem:\n    environment: AUTH_SIGNING_KEY\n");
    }

    [Fact]
    public void Only_what_is_routed_is_published_and_only_here()
    {
        _text.ShouldContain("127.0.0.1:8000:8000");
        _text.ShouldNotContain("5432:5432");
    }
}
