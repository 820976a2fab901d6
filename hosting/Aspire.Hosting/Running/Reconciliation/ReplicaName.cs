using System.Security.Cryptography;

namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>Names a replica as pods are named: the resource and a suffix that spells no words.</summary>
internal static class ReplicaName
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;

    public static string Create(string resource) => $"{resource}-{RandomNumberGenerator.GetString(Alphabet, SuffixLength)}";

    /// <summary>The replica's own part of its name: its <c>service.instance.id</c>.</summary>
    public static string Suffix(string replica) => replica[^SuffixLength..];
}
