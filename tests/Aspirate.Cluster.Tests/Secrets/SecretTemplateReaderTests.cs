using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Cluster.Tests.Secrets;

/// <summary>People edit the generated templates; what they get wrong is said where it is.</summary>
public sealed class SecretTemplateReaderTests : IDisposable
{
    private const string Template = """
        apiVersion: aspirate.hosting/v1
        kind: SecretTemplate
        metadata:
          name: shop-secrets
        type: Opaque
        data:
          Key: "TEXT"
        parameters:
        - name: password
        - name: token
        """;

    private readonly TemporaryFolder _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task The_committed_tree_is_read()
    {
        var templates = await SecretTemplateReader.ReadAsync(Path.Combine(RepositoryRoot.Path, "k8s-generated"), TestContext.Current.CancellationToken);

        templates.Select(template => template.Metadata.Name).ShouldContain("auth-secrets");
        templates.Single(template => template.Metadata.Name == "auth-signing-keys").Parameters.Single().MadeBy.ShouldBe("AppHost");
    }

    [Fact]
    public async Task An_overlay_has_the_templates_of_its_tree()
    {
        Write(Template.Replace("TEXT", "{password}", StringComparison.Ordinal));
        var overlay = Directory.CreateDirectory(Path.Combine(_tree.Path, "overlays", "minikube")).FullName;
        await File.WriteAllTextAsync(Path.Combine(overlay, "kustomization.yaml"), "", TestContext.Current.CancellationToken);

        (await SecretTemplateReader.ReadAsync(overlay, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Metadata.Name.ShouldBe("shop-secrets");
    }

    [Theory]
    [InlineData("{password", "data['Key']: the '{' at character 1 has no other end; double it ('{{')")]
    [InlineData("a}b", "the '}' at character 2")]
    [InlineData("{}", "'{}' names no parameter")]
    [InlineData("{password:base64}", "'{password:base64}' names no parameter")]
    [InlineData("{pasword}", "names the parameter 'pasword', which is not in the list 'parameters' below. Add it there, or correct the name; there are password, token.")]
    public async Task A_text_that_cannot_be_used_is_named_with_file_key_and_remedy(string text, string message)
    {
        var file = Write(Template.Replace("TEXT", text, StringComparison.Ordinal));

        var mistake = await Should.ThrowAsync<SecretTemplateException>(() => ReadAsync());

        mistake.Message.ShouldStartWith(file);
        mistake.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("kind: ConfigMap\nmetadata:\n  name: a", "is no SecretTemplate with a name")]
    [InlineData("kind: SecretTemplate", "is no SecretTemplate with a name")]
    [InlineData("kind: SecretTemplate\nmetadata:\n  name: a\nparameter:\n- name: b", "line 4")]
    [InlineData("kind: [", ", line ")]
    [InlineData("", "is empty")]
    public async Task A_file_that_is_no_template_is_named_with_the_remedy(string content, string message)
    {
        var file = Write(content);

        var mistake = await Should.ThrowAsync<SecretTemplateException>(() => ReadAsync());

        mistake.Message.ShouldStartWith(file);
        mistake.Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_folder_that_is_no_tree_is_named_with_the_command_that_writes_one()
    {
        var mistake = await Should.ThrowAsync<SecretTemplateException>(() => SecretTemplateReader.ReadAsync("/nowhere", TestContext.Current.CancellationToken));

        mistake.Message.ShouldContain("aspirate generate --output-path /nowhere");
    }

    private Task<IReadOnlyList<SecretTemplate>> ReadAsync() => SecretTemplateReader.ReadAsync(_tree.Path, TestContext.Current.CancellationToken);

    private string Write(string template)
    {
        File.WriteAllText(Path.Combine(_tree.Path, "kustomization.yaml"), "");
        var folder = Directory.CreateDirectory(Path.Combine(_tree.Path, "secrets")).FullName;
        var file = Path.Combine(folder, "shop-secrets.yaml");
        File.WriteAllText(file, template);
        return file;
    }
}
