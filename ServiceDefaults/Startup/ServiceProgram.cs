using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>A service from its start to its exit code.</summary>
public static class ServiceProgram
{
    /// <summary>
    /// Builds the application, checks its options and runs it until it is asked to stop. A mistake in the configuration is
    /// told in plain words on standard error: what is wrong and how to correct it, not where in the code it was noticed.
    /// So is an address that somebody else listens at, though after what the host has logged of it.
    /// </summary>
    /// <param name="name">The service's name, as the application model has it.</param>
    /// <param name="build">Builds the application. Whatever it throws besides an <see cref="OptionsValidationException"/> is let through.</param>
    /// <returns>The process' exit code: 0 after an orderly stop, 1 for a mistake in the configuration or an address that is taken.</returns>
    public static async Task<int> RunAsync(string name, Func<WebApplication> build)
    {
        ArgumentNullException.ThrowIfNull(build);

        try
        {
            await using var app = build();

            // The host would do it as well, but log each failure with its stack first.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException mistakes)
        {
            foreach (var mistake in mistakes.Failures)
            {
                await Console.Error.WriteLineAsync($"{name}: {mistake}");
            }

            return 1;
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{name}: {failure.Message.TrimEnd('.')}. Stop the program that has it, or name another address in ASPNETCORE_URLS.");
            return 1;
        }
    }
}
