namespace Aspirate.Cluster.Secrets.Templates;

/// <summary>A <see cref="SecretTemplate"/> of a tree cannot be used. The message names the file, what is wrong with it, and the remedy.</summary>
public sealed class SecretTemplateException : ClusterException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and the remedy.</param>
    public SecretTemplateException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and the remedy.</param>
    /// <param name="innerException">What it follows from.</param>
    public SecretTemplateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
