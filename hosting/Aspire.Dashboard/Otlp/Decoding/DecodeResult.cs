namespace Aspire.Dashboard.Otlp.Decoding;

/// <summary>What became of a request's records: the basis of OTLP's partial success.</summary>
/// <param name="Accepted">Records kept.</param>
/// <param name="Rejected">Records refused.</param>
/// <param name="Reason">Why; empty if none was refused.</param>
internal readonly record struct DecodeResult(int Accepted, int Rejected, string Reason)
{
    public static DecodeResult operator +(DecodeResult left, DecodeResult right) => Add(left, right);

    public static DecodeResult Add(DecodeResult left, DecodeResult right) =>
        new(left.Accepted + right.Accepted, left.Rejected + right.Rejected, left.Reason.Length > 0 ? left.Reason : right.Reason);
}
