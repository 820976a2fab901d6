using Auth.Accounts;

namespace Auth.Tests.Accounts;

public sealed class PasswordRulesTests
{
    private static readonly PasswordRules Rules = new(new CommonPasswords());

    /// <summary>What yearly lists of leaked passwords have at their top, as far as it is long enough to be one at all.</summary>
    [Theory]
    [InlineData("12345678")]
    [InlineData("123456789")]
    [InlineData("1234567890")]
    [InlineData("87654321")]
    [InlineData("11111111")]
    [InlineData("00000000")]
    [InlineData("12341234")]
    [InlineData("123123123")]
    [InlineData("147258369")]
    [InlineData("password")]
    [InlineData("Password1")]
    [InlineData("Password123")]
    [InlineData("Password1!")]
    [InlineData("P@ssw0rd")]
    [InlineData("P@ssword1")]
    [InlineData("passw0rd")]
    [InlineData("qwertyuiop")]
    [InlineData("qwerty123")]
    [InlineData("Qwerty123!")]
    [InlineData("1q2w3e4r")]
    [InlineData("1q2w3e4r5t")]
    [InlineData("1qaz2wsx")]
    [InlineData("1qaz@WSX")]
    [InlineData("zaq12wsx")]
    [InlineData("q1w2e3r4")]
    [InlineData("asdfghjkl")]
    [InlineData("iloveyou")]
    [InlineData("iloveyou1")]
    [InlineData("sunshine1")]
    [InlineData("princess")]
    [InlineData("football1")]
    [InlineData("baseball")]
    [InlineData("superman1")]
    [InlineData("trustno1")]
    [InlineData("starwars")]
    [InlineData("letmein123")]
    [InlineData("welcome1")]
    [InlineData("Welcome2024!")]
    [InlineData("admin123")]
    [InlineData("Admin@123")]
    [InlineData("changeme")]
    [InlineData("abcd1234")]
    [InlineData("Abcd@1234")]
    [InlineData("a1b2c3d4")]
    [InlineData("India@123")]
    [InlineData("Demo@123")]
    [InlineData("Pass@123")]
    [InlineData("dragon2023")]
    [InlineData("minecraft")]
    [InlineData("monkey123")]
    [InlineData("theworldinyourhand")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("xk7xk7xk7xk7")]
    public void What_is_tried_first_is_refused(string password) => Rules.Refusal("ada@example.com", null, password).ShouldNotBeNull();

    [Theory]
    [InlineData("ada.lovelace")]
    [InlineData("lovelace1815")]
    [InlineData("AdaLovelace!")]
    [InlineData("l0velace-99")]
    [InlineData("ada.lovelace@analytical.example")]
    [InlineData("analytical1")]
    [InlineData("countess-1843")]
    public void The_accounts_own_words_count_for_nothing(string password) =>
        Rules.Refusal("ada.lovelace@analytical.example", "The Countess", password).ShouldNotBeNull();

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("A-long-passphrase-1")]
    [InlineData("lovelace met babbage in 1833")]
    [InlineData("tr0ub4dor&3x")]
    [InlineData("Übergrößenträger")]
    public void A_few_words_make_a_good_one(string password) => Rules.Refusal("ada.lovelace@analytical.example", "The Countess", password).ShouldBeNull();

    [Theory]
    [InlineData("1234567")]
    [InlineData("")]
    [InlineData("with a\u0000NUL in it")]
    public void What_cannot_be_one_is_refused(string password) => Rules.Refusal(null, null, password).ShouldNotBeNull();
}
