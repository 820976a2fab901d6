using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class ParameterTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("aspire-tests-");

    private string SecretsFile => Path.Combine(_directory.FullName, "id", "secrets.json");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Its_value_comes_from_configuration()
    {
        var builder = TestAppHost.Running("--Parameters:colour=green");

        builder.AddParameter("colour").Resource.Value.ShouldBe("green");
    }

    [Theory]
    [InlineData("Parameters:public-url")]
    [InlineData("Parameters:public_url")]
    public void Underscores_stand_for_dashes_because_shells_cannot_set_variables_with_dashes(string key)
    {
        var builder = TestAppHost.Running();
        builder.Set(key, "http://here");

        builder.AddParameter("public-url").Resource.Value.ShouldBe("http://here");
    }

    [Fact]
    public void A_missing_value_is_an_error_that_names_the_parameter_and_every_remedy()
    {
        var builder = TestAppHost.Running();

        var parameter = builder.AddParameter("api-key", secret: true).Resource;

        var message = Should.Throw<MissingParameterValueException>(() => parameter.Value).Message;
        message.ShouldContain("'api-key'");
        message.ShouldContain("Parameters__api_key=");
        message.ShouldContain("dotnet user-secrets set \"Parameters:api-key\"");
    }

    [Fact]
    public void A_value_that_was_missing_is_found_once_it_is_set()
    {
        var builder = TestAppHost.Running();
        var parameter = builder.AddParameter("late").Resource;
        Should.Throw<MissingParameterValueException>(() => parameter.Value);

        builder.Set("Parameters:late", "here");

        parameter.Value.ShouldBe("here");
    }

    [Fact]
    public void Configuration_wins_over_a_default()
    {
        var builder = TestAppHost.Running("--Parameters:size=big");

        builder.AddParameter("size", "small").Resource.Value.ShouldBe("big");
        builder.AddParameter("other", "small").Resource.Value.ShouldBe("small");
    }

    [Fact]
    public void A_secret_cannot_be_published_as_default() =>
        Should.Throw<DistributedApplicationException>(() => TestAppHost.Running().AddParameter("p", "v", publishValueAsDefault: true, secret: true))
            .Message.ShouldContain("'p'");

    [Fact]
    public void A_generated_value_is_kept_for_the_next_run_in_a_file_of_the_user_alone()
    {
        var first = Persisted(new GenerateParameterDefault()).GetDefaultValue();
        var second = Persisted(new GenerateParameterDefault()).GetDefaultValue();

        second.ShouldBe(first);
        JsonDocument.Parse(File.ReadAllText(SecretsFile)).RootElement.GetProperty("Parameters:p").GetString().ShouldBe(first);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(SecretsFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void A_value_in_configuration_is_not_written_anywhere()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("Parameters:p", "given")]);

        new PersistedParameterDefault(new GenerateParameterDefault(), "p", configuration, UserSecretsManager.At(SecretsFile)).GetDefaultValue().ShouldBe("given");

        File.Exists(SecretsFile).ShouldBeFalse();
    }

    [Fact]
    public void Keeping_a_value_leaves_other_secrets_as_they_are()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SecretsFile)!);
        File.WriteAllText(SecretsFile, """{ "Other": { "Nested": "kept" }, /* by hand */ "Number": 1 }""");

        UserSecretsManager.At(SecretsFile).TrySetSecret("Parameters:p", "v").ShouldBeTrue();

        var kept = new ConfigurationBuilder().AddJsonFile(SecretsFile).Build();
        kept["Other:Nested"].ShouldBe("kept");
        kept["Number"].ShouldBe("1");
        kept["Parameters:p"].ShouldBe("v");
    }

    [Fact]
    public void User_secrets_that_are_no_JSON_are_an_error_and_stay_as_they_are()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SecretsFile)!);
        File.WriteAllText(SecretsFile, "{ broken");

        Should.Throw<DistributedApplicationException>(() => UserSecretsManager.At(SecretsFile).TrySetSecret("a", "b")).Message.ShouldContain(SecretsFile);

        File.ReadAllText(SecretsFile).ShouldBe("{ broken");
    }

    [Fact]
    public void Without_user_secrets_a_generated_value_cannot_be_kept_and_the_error_says_what_to_do()
    {
        var parameter = new PersistedParameterDefault(new GenerateParameterDefault(), "p", new ConfigurationManager(), UserSecretsManager.Create(userSecretsId: null));

        var message = Should.Throw<DistributedApplicationException>(parameter.GetDefaultValue).Message;
        message.ShouldContain("dotnet user-secrets init");
        message.ShouldContain("Parameters__p=");
    }

    [Fact]
    public void A_generated_value_has_the_length_and_the_characters_that_are_asked_for()
    {
        var value = new GenerateParameterDefault { MinLength = 12, Upper = false, Special = false, MinNumeric = 11 }.GetDefaultValue();

        value.Length.ShouldBe(12);
        value.Count(char.IsAsciiDigit).ShouldBeGreaterThanOrEqualTo(11);
        value.ShouldAllBe(character => char.IsAsciiDigit(character) || char.IsAsciiLetterLower(character));
    }

    [Fact]
    public void Two_generated_values_differ() =>
        new GenerateParameterDefault().GetDefaultValue().ShouldNotBe(new GenerateParameterDefault().GetDefaultValue());

    [Fact]
    public void A_generated_value_cannot_demand_characters_that_it_forbids() =>
        Should.Throw<DistributedApplicationException>(() => new GenerateParameterDefault { Numeric = false, MinNumeric = 1 }.GetDefaultValue());

    private PersistedParameterDefault Persisted(ParameterDefault generator) => new(generator, "p", new ConfigurationManager(), UserSecretsManager.At(SecretsFile));
}
