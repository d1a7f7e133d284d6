using System.Net;
using Nvr.Board.Switches;
using Nvr.Core;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Api;

/// <summary>Turns what somebody entered about a switch into one; what can be judged by itself is judged where switches are kept. Failures are NvrException (InvalidInput).</summary>
internal static class SwitchBodyReader
{
    public static ManagedSwitch Read(SwitchBody body) => new(
        body.Name?.Trim() ?? "",
        new IPEndPoint(AddressIn(body), body.Port is { } port and >= 1 and <= IPEndPoint.MaxPort ? port : body.Port is null ? ManagedSwitch.UsualPort : throw Invalid("'port' must be between 1 and 65535; it is 161 almost everywhere.")),
        new SnmpAccess
        {
            Community = NullIfEmpty(body.Community),
            UserName = NullIfEmpty(body.UserName),
            Hash = Words.SnmpHashOf(body.Hash) ?? throw Invalid("'hash' is sha1 or sha256."),
            Password = NullIfEmpty(body.Password),
            EncryptionPassword = NullIfEmpty(body.EncryptionPassword),
        });

    private static IPAddress AddressIn(SwitchBody body) =>
        IPAddress.TryParse(body.Address?.Trim(), out IPAddress? address) ? address : throw Invalid("'address' must be the IP address of the switch, such as 192.168.1.2.");

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
