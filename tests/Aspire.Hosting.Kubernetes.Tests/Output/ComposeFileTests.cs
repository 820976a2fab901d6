using Aspire.Hosting.Kubernetes.Description;
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
    public void Values_of_before_a_rotation_are_left_out_where_nothing_is_rotated()
    {
        var application = Sample.Application().With("auth", auth => auth with
        {
            Environment = [.. auth.Environment, new("Previous", new(new TextPart.Parameter("postgres-password", IsPrevious: true)))],
            Files = [auth.Files[0] with { Files = new Dictionary<string, TextTemplate>(auth.Files[0].Files) { ["before.pem"] = new(new TextPart.Parameter("auth-signing-key", IsPrevious: true)) } }],
        });

        ComposeFile.Build(application).Files["compose.yaml"].ShouldBe(_text);
    }

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
