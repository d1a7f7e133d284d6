using Nvr.Board.Snmp.Security;
using Nvr.Board.Switches;

namespace Nvr.Board.Snmp.Tests.Security;

/// <summary>Keys and ciphers against the standards' own examples.</summary>
public sealed class UserKeysTests
{
    private static readonly byte[] Engine = Convert.FromHexString("000000000000000000000002");

    /// <summary>RFC 3414 appendix A.3.2; for SHA-256 the same computed by another implementation of the hash.</summary>
    [Theory]
    [InlineData(SnmpHash.Sha1, "6695febc9288e36282235fc7151f128497b38f3f")]
    [InlineData(SnmpHash.Sha256, "8982e0e549e866db361a6b625d84cccc11162d453ee8ce3a6445c2d6776f0f8b")]
    public void Password_AtAnEngine_BecomesTheKeyOfTheStandard(SnmpHash hash, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(UserKeys.Localized(hash, "maplesyrup", Engine)));

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(100)]
    public void Content_OfAnyLength_IsDecryptedToWhatItWas(int length)
    {
        var keys = new UserKeys(SnmpHash.Sha1, "password-1", "password-2", Engine);
        byte[] content = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        byte[] salt = [1, 2, 3, 4, 5, 6, 7, 8];

        byte[] hidden = keys.Encrypt(content, 3, 4711, salt);

        Assert.Equal(length, hidden.Length);
        Assert.NotEqual(content, hidden);
        Assert.Equal(content, keys.Decrypt(hidden, 3, 4711, salt));
        Assert.NotEqual(content, keys.Decrypt(hidden, 3, 4712, salt));
    }
}
