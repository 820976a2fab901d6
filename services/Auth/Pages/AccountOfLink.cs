using Auth.Data;
using Microsoft.AspNetCore.Identity;

namespace Auth.Pages;

/// <summary>The account that a mailed link names.</summary>
internal static class AccountOfLink
{
    public static async Task<User?> FindAsync(UserManager<User> users, string id) => Guid.TryParse(id, out _) ? await users.FindByIdAsync(id) : null;
}
