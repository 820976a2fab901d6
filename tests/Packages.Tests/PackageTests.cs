using System.IO.Compression;

namespace Packages.Tests;

/// <summary>The packages, and an application that has nothing else of this repository.</summary>
public sealed class PackageTests(ForeignApplication application)
{
    [Theory]
    [InlineData("Aspirate.Cluster", "lib/net10.0/Aspirate.Cluster.dll")]
    [InlineData("Aspirate.Hosting.Kubernetes", "lib/net10.0/Aspire.Hosting.Kubernetes.dll")]
    [InlineData("Aspirate.Hosting.LocalCluster", "build/Aspirate.Hosting.LocalCluster.targets")]
    [InlineData("aspirate", "tools/net10.0/any/aspirate.dll")]
    public void A_package_has_readme_licence_icon_and_symbols(string id, string content)
    {
        using var package = ZipFile.OpenRead(Directory.EnumerateFiles(application.Feed, $"{id}.1.0.0-*.nupkg").ShouldHaveSingleItem());
        Directory.EnumerateFiles(application.Feed, $"{id}.1.0.0-*.snupkg").ShouldHaveSingleItem();

        var files = package.Entries.Select(entry => entry.FullName).ToList();
        files.ShouldContain("README.md");
        files.ShouldContain("icon.png");
        files.ShouldContain(content);
        using var description = new StreamReader(package.GetEntry($"{id}.nuspec")!.Open());
        description.ReadToEnd().ShouldContain("<license type=\"expression\">MIT</license>");
    }

    [Fact]
    public void Everything_that_the_model_names_is_found_in_the_cluster_whatever_its_capitals()
    {
        var settings = application.Read("catalog/configmap.yaml");
        settings.ShouldContain("  services__Banner__http__0: http://banner-service:8080\n");
        settings.ShouldContain("  services__Rates__https__0: https://rates.example.com/\n");
        application.Read("shop/configmap.yaml").ShouldContain("  services__Catalog__http__0: http://catalog-service:8080\n");
        application.Read("database/statefulset.yaml").ShouldContain("image: docker.io/library/postgres:18\n");
        application.Read("cache/deployment.yaml").ShouldContain("image: docker.io/library/redis:");
        application.Read("broker/deployment.yaml").ShouldContain("image: docker.io/library/rabbitmq:");
        application.Read("entry/ingress.yaml").ShouldContain("            name: shop-service\n");
    }

    [Fact]
    public void Both_projects_and_the_Dockerfile_are_built_from_where_they_are()
    {
        var images = application.Read("images.yaml");
        images.ShouldContain("  context: ../Banner\n  args:\n  - REGISTRY=docker.io\n");
        images.ShouldContain("  project: ../Catalog/Catalog.csproj\n");
        images.ShouldContain("  project: ../Shop/Shop.csproj\n");
    }

    [Fact]
    public void Secrets_are_templates()
    {
        var secrets = application.Read("secrets/catalog-secrets.yaml");
        secrets.ShouldContain("  ConnectionStrings__Cache: cache-service:6379,password={Cache-password}\n");
        secrets.ShouldContain("  ConnectionStrings__Broker: amqp://guest:{Broker-password:uri}@broker-service:5672\n");
    }
}
