using System.Net;

namespace Aspirate.Addresses;

/// <summary>How the application answered at one of its addresses.</summary>
/// <param name="Address">The address.</param>
/// <param name="Target">The machine that was asked.</param>
/// <param name="Status">The status code of the answer.</param>
/// <param name="IsTrusted">Whether this machine trusts the certificate; <see langword="true"/> for plain HTTP.</param>
internal sealed record Answer(ApplicationAddress Address, IPAddress Target, HttpStatusCode Status, bool IsTrusted)
{
    /// <summary>Whether it is the application that answers: nothing behind the Ingress is 502 to 504, no rule for the host is 404.</summary>
    public bool IsApplication => (int)Status < 400 || Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
}
