using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>Options that a service cannot start without or with the wrong values of.</summary>
public static class ValidatedOptionsExtensions
{
    /// <summary>Binds a section and lets the service refuse to start when it is wrong, as a validator of its own tells.</summary>
    /// <typeparam name="TOptions">What is bound.</typeparam>
    /// <typeparam name="TValidator">What says in words what is wrong, with the remedy.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="section">The configuration section.</param>
    /// <returns>The options, to configure them further.</returns>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }

    /// <summary>Binds a section and lets the service refuse to start when its data annotations are violated.</summary>
    /// <typeparam name="TOptions">What is bound.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="section">The configuration section.</param>
    /// <returns>The options, to configure them further.</returns>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
