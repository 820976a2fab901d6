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
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        };
        foreach (var (key, text) in harbour.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = text;
        }

        using var program = Process.Start(start)!;
        var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);

        program.ExitCode.ShouldBe(1);
        (await errors).Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(told);
        (await errors + output).ShouldNotContain("hunter2");
        output.ShouldNotContain("   at ");
    }
}
