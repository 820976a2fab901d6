using System.Diagnostics;
using Frontend.Tests.Shop;

namespace Frontend.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("Auth:Issuer", "", "Set Auth__Issuer to")]
    [InlineData("Auth:ClientSecret", "", "Set Auth__ClientSecret to")]
    [InlineData("Auth:SessionLifetime", "00:00:01", "Auth:SessionLifetime must lie between")]
    [InlineData("ConnectionStrings:frontenddb", "", "Set ConnectionStrings__frontenddb to")]
    [InlineData("ConnectionStrings:frontenddb", "Password=hunter2", "Correct ConnectionStrings__frontenddb")]
    public async Task A_missing_or_senseless_setting_ends_the_program_with_one_plain_line(string setting, string value, string told)
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Settings[setting] = value;

        var (exitCode, output, errors) = await RunAsync(harbour, "http://127.0.0.1:0");

        exitCode.ShouldBe(1);
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(told);
        (errors + output).ShouldNotContain("hunter2");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task An_address_that_somebody_listens_at_is_named_with_the_remedy()
    {
        await using var harbour = await Harbour.OpenAsync();
        var taken = harbour.Order.Address.GetLeftPart(UriPartial.Authority);

        var (exitCode, _, errors) = await RunAsync(harbour, taken);

        exitCode.ShouldBe(1);
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldBe(
            $"frontend: Failed to bind to address {taken}: address already in use. Stop the program that has it, or name another address in ASPNETCORE_URLS.");
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(Harbour harbour, string address)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["ASPNETCORE_URLS"] = address },
        };
        foreach (var (key, text) in harbour.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = text;
        }

        using var program = Process.Start(start)!;
        var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        return (program.ExitCode, output, await errors);
    }
}
