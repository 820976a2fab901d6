namespace Aspirate;

/// <summary>Something the user can mend. The message says what is wrong and the remedy, and is all that is shown.</summary>
internal class UserErrorException(string message) : Exception(message);
