namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where an address is shown.</summary>
public enum UrlDisplayLocation
{
    /// <summary>In the list of resources and in the resource's details.</summary>
    SummaryAndDetails,

    /// <summary>Only in the resource's details.</summary>
    DetailsOnly,
}
