using System.Security.Cryptography;
using System.Text;

namespace Nvr.Network.Plans;

/// <summary>What the box is called in the network before anybody named it: nvr- and four letters or digits. Pure.</summary>
public static class BoxHostName
{
    private const int Length = 4;

    /// <summary>Of the serial number's end, as it stands on the board; without one of the machine's id, which nobody else is to know, by its hash.</summary>
    public static string Of(string serial, string machineId)
    {
        string plain = string.Concat(serial.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        string digits = plain.Length >= Length ? plain[^Length..] : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("nvr " + machineId)))[..Length];
        return "nvr-" + digits;
    }
}
