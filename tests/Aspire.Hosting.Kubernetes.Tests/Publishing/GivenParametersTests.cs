using Aspire.Hosting.Kubernetes.Tests.Testing;

namespace Aspire.Hosting.Kubernetes.Tests.Publishing;

/// <summary>Values that are given by hand where an AppHost is published: <c>aspirate generate -pa NAME=VALUE</c>.</summary>
public sealed class GivenParametersTests
{
    [Theory]
    [InlineData("greeting", "hello")]
    [InlineData("GREETING", "hello")]
    [InlineData("fixed", "as it is")]
    public async Task A_value_is_taken(string name, string value)
    {
        using var published = await PublishAsync(name, value);

        published["web/configmap.yaml"].ShouldContain(name == "fixed" ? "  Fixed: as it is\n" : "  Greeting: hello\n");
    }

    [Theory]
    [InlineData("farewell", "-pa farewell: the AppHost has no parameter of that name; what can be given is fixed, greeting.")]
    [InlineData("password", "-pa password: the parameter is secret, and neither a command line nor a tree is a place for it. Give it where the application is brought up: the variable Parameters__password,")]
    [InlineData("fixed", "-pa fixed: the AppHost itself says that it is 'as it is', whatever is given.")]
    public async Task A_value_that_the_model_does_not_take_is_refused(string name, string message)
    {
        var refusal = await Should.ThrowAsync<Exception>(() => PublishAsync(name, "other"));

        refusal.ToString().ShouldContain(message);
    }

    private static Task<PublishedModel> PublishAsync(string name, string value) => PublishedModel.PublishAsync(
        builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var password = builder.AddParameter("password", secret: true);
            var web = builder.AddService("web", 3000).WithEnvironment("Password", password);
            web.WithEnvironment("Fixed", builder.AddParameter("fixed", "as it is", publishValueAsDefault: true));
            if (!name.Equals("greeting", StringComparison.OrdinalIgnoreCase))
            {
                builder.Configuration["Parameters:greeting"] = "hi";
            }

            web.WithEnvironment("Greeting", builder.AddParameter("greeting"));
        },
        $"--Parameters:{name}={value}",
        $"--Kubernetes:GivenParameters={name}");
}
