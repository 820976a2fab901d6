namespace Auth.Accounts;

/// <summary>An account as its owner sees it.</summary>
/// <param name="Id">The <c>sub</c> of its tokens.</param>
/// <param name="Email">The e-mail address, which is the user name too.</param>
/// <param name="Name">How the person wants to be called.</param>
/// <param name="Roles"><c>customer</c> or <c>admin</c>.</param>
public sealed record Account(string Id, string Email, string Name, IReadOnlyList<string> Roles);
