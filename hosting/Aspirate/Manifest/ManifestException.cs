using Aspirate.Cluster;

namespace Aspirate.Manifest;

/// <summary>The manifest is not one, or says something that cannot be. The message names the file, the resource and the remedy.</summary>
internal sealed class ManifestException(string message) : UserErrorException(message);
