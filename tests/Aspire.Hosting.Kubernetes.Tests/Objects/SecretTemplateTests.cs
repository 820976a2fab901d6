using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Tests.Testing;

namespace Aspire.Hosting.Kubernetes.Tests.Objects;

public sealed class SecretTemplateTests
{
    [Fact]
    public void PostgreSQL_is_told_a_new_password_because_it_reads_the_variable_for_an_empty_volume_only()
    {
        var application = Sample.Application().With("postgres", ImageProfile.Complete);

        var templates = ApplicationObjects.Build(application).Secrets;

        var change = templates.Single(template => template.Metadata.Name == "postgres-secrets").Parameters.Single().Change.ShouldNotBeNull();
        change.Container.ShouldBe("postgres");
        change.Command.Take(2).ShouldBe(["sh", "-c"]);
        change.Command[2].ShouldContain(@"\password");
        templates.Where(template => template.Metadata.Name != "postgres-secrets").SelectMany(template => template.Parameters).ShouldAllBe(parameter => parameter.Change == null);
    }
}
