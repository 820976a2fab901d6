namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is made of others.</summary>
public interface IValueWithReferences
{
    /// <summary>Gets the values and resources that this one is directly made of.</summary>
    IEnumerable<object> References { get; }
}
