using Nvr.Board.Snmp.Wire;
using Nvr.Board.Switches;
using Nvr.Core;

namespace Nvr.Board.Snmp.Security;

/// <summary>Why an agent did not take a message of version 3 (RFC 3414 section 5, usmStats). Pure.</summary>
internal static class AgentReport
{
    public const uint UnsupportedLevel = 1;
    public const uint NotInTime = 2;
    public const uint UnknownUser = 3;
    public const uint UnknownEngine = 4;
    public const uint WrongDigest = 5;
    public const uint Undecryptable = 6;

    private static readonly ObjectId Statistics = ObjectId.Of("1.3.6.1.6.3.15.1.1");

    /// <summary>Which of these it is; 0 for none of them.</summary>
    public static uint ReasonOf(Pdu report) =>
        report.Bindings is [var only, ..] && only.Name.IsBelow(Statistics) ? only.Name.Behind(Statistics)[0] : 0;

    /// <summary>Null where it is no refusal.</summary>
    public static NvrException? RefusalOf(uint reason, SnmpAccess access) => reason switch
    {
        UnknownUser => Refused($"The switch knows no user {access.UserName}."),
        WrongDigest => Refused($"The switch does not accept the password of {access.UserName}. Either it is another one, or the switch signs with another hash than {NameOf(access.Hash)}."),
        Undecryptable => Refused($"The switch does not accept the encryption password of {access.UserName}."),
        UnsupportedLevel => Refused((access.Password, access.EncryptionPassword) switch
        {
            (null, _) => $"The switch does not let {access.UserName} in without a password.",
            (_, null) => $"The switch does not let {access.UserName} in like this: it wants encryption, or none of it is set up for this user.",
            _ => $"The switch has no encryption for {access.UserName}. Leave the encryption password empty, or set one on the switch.",
        }),
        _ => null,
    };

    private static string NameOf(SnmpHash hash) => hash == SnmpHash.Sha256 ? "SHA-256" : "SHA-1";

    private static NvrException Refused(string sentence) => new(ErrorKind.Refused, sentence);
}
