using System.Diagnostics;
using Aspirate.Cluster.Building.Images;

namespace Aspirate.Tests.Building;

/// <summary>From a manifest with Dockerfiles to images, with whichever engine this machine has.</summary>
public sealed class ManifestBuildTests : IDisposable
{
    private const string Manifest = """
        {
          "resources": {
            "api": {
              "type": "container.v1",
              "build": {
                "context": "api", "dockerfile": "api/Api.Dockerfile", "stage": "final",
                "args": { "MODE": "{mode.value}", "DOWNSTREAM": "{web.bindings.http.url}", "TOKEN": "{token.value}" },
                "secrets": { "npm": { "type": "env", "value": "{token.value}" }, "pip": { "type": "file", "source": "pip.conf" } }
              },
              "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 8000 } }
            },
            "web": {
              "type": "container.v1", "build": { "context": "web\\", "dockerfile": "web/Dockerfile" },
              "containerFiles": { "assets": { "destination": "./wwwroot", "sources": [ "/dist" ] } },
              "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "port": 3000 } }
            },
            "assets": { "type": "container.v1", "build": { "context": "assets", "dockerfile": "assets/Dockerfile", "buildOnly": true } },
            "old": { "type": "dockerfile.v0", "path": "old/Dockerfile", "context": "old", "buildArgs": { "API": "{api.bindings.http.url}" } },
            "mode": { "type": "parameter.v0", "value": "{mode.inputs.value}", "inputs": { "value": { "type": "string" } } },
            "token": { "type": "parameter.v0", "value": "{token.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_tree_tells_how_each_image_is_built_and_has_no_secret()
    {
        await GenerateAsync();

        var images = await File.ReadAllTextAsync(_folder["tree/images.yaml"], TestContext.Current.CancellationToken);
        images.ShouldContain("""
            - name: api
              tag: latest
              context: api
              dockerfile: api/Api.Dockerfile
              stage: final
              args:
              - MODE=prod
              - DOWNSTREAM=http://web:3000
              - TOKEN={token}
              secrets:
              - id: npm
                value: "{token}"
              - id: pip
                file: pip.conf
            """);
        images.ShouldContain("""
              files:
              - from: assets
                sources:
                - /dist
                destination: ./wwwroot
            - name: assets
              tag: latest
              context: assets
              dockerfile: assets/Dockerfile
              buildOnly: true
            - name: old
              tag: latest
              context: old
              dockerfile: old/Dockerfile
              args:
              - API=http://api:8000
            """);
    }

    [Fact]
    public async Task What_is_only_built_is_not_deployed()
    {
        await GenerateAsync();

        Directory.Exists(_folder["tree/assets"]).ShouldBeFalse();
        (await File.ReadAllTextAsync(_folder["tree/kustomization.yaml"], TestContext.Current.CancellationToken)).ShouldNotContain("assets");
    }

    [Fact]
    public async Task What_an_argument_of_a_build_lacks_is_asked_for()
    {
        var result = await CommandLine.RunAsync("generate", "-m", _folder.Write("aspire-manifest.json", Manifest), "-o", _folder["tree"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("-pa 'mode=VALUE'  api (build argument MODE)");
    }

    [Fact]
    public async Task Images_are_built_with_the_engine_that_is_there()
    {
        Assert.SkipUnless(await HasEngineAsync(), "neither docker nor podman nor buildah is installed");
        await GenerateAsync("--skip", "old", "--skip", "api");
        _folder.Write("web/Dockerfile", "FROM scratch\nWORKDIR /srv\nCOPY app.js /srv/app.js\n");
        _folder.Write("web/app.js", "app");
        _folder.Write("assets/Dockerfile", "FROM scratch\nCOPY . /dist/\n");
        _folder.Write("assets/site.css", "a { }");

        var result = await CommandLine.RunAsync("build", "-m", _folder["aspire-manifest.json"], "-i", _folder["tree"], "-o", _folder["archives"]);

        result.ExitCode.ShouldBe(0, result.Error + result.Output);
        result.Output.ShouldContain("1 images for");
        var image = await ImageArchive.ReadAsync(Directory.GetFiles(_folder["archives"], "web*").Single(), new BlobFolder(_folder["blobs"]), TestContext.Current.CancellationToken);
        (await SampleImage.ReadAsync(image.Layers[^1]))["srv/wwwroot/site.css"].ShouldBe("a { }");
    }

    public void Dispose() => _folder.Dispose();

    private async Task GenerateAsync(params string[] arguments)
    {
        var result = await CommandLine.RunAsync(["generate", "-m", _folder.Write("aspire-manifest.json", Manifest), "-o", _folder["tree"], .. arguments, .. (string[])(arguments.Contains("api") ? [] : ["-pa", "mode=prod"])]);
        result.ExitCode.ShouldBe(0, result.Error);
    }

    private static async Task<bool> HasEngineAsync()
    {
        foreach (var engine in new[] { "docker", "podman", "buildah" })
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(engine, "info") { RedirectStandardOutput = true, RedirectStandardError = true })!;
                var output = process.StandardOutput.ReadToEndAsync();
                var error = process.StandardError.ReadToEndAsync();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                await Task.WhenAll(output, error);
                if (process.ExitCode == 0)
                {
                    return true;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // The next one, then.
            }
        }

        return false;
    }
}
