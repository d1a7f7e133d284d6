using Fuzz.Engine;
using Nvr.Board.Snmp.Security;
using Nvr.Board.Snmp.Wire;
using Nvr.Board.Switches;
using Nvr.Core;

namespace Fuzz.Targets;

/// <summary>
/// What a switch answers: messages of version 2c, of version 3, and what was hidden in them. Only NvrException (Protocol) may come out of the readers; no name has more
/// numbers than the standard allows; and nothing is taken for an answer before it is known who answers.
/// </summary>
internal sealed class SnmpTarget : IFuzzTarget
{
    private const int Id = 4711;

    private static readonly byte[] Engine = [0x80, 0, 0x1f, 0x88, 4, 1, 2, 3];
    private static readonly SnmpAccess Access = new() { UserName = "box", Password = "password-1", EncryptionPassword = "password-2" };
    private static readonly Pdu Told = new(
        PduKind.Response, Id, 0, 0, [new Binding(ObjectId.Of("1.3.6.1.2.1.105.1.1.1.6.1.1"), SnmpValue.Of(3)), new Binding(ObjectId.Of("1.3.6.1.2.1.105.1.1.1.7.1.1"), SnmpValue.Null)]);

    public string Name => "snmp";

    public int MaxBytes => 4096;

    public IReadOnlyList<byte[]> Words { get; } =
    [
        [0x30, 0x80], [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff], [0x04, 0x00], [0x24, 0x80], [0x05, 0x00], [0x82, 0x00], [0x46, 0x09, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        [0x06, 0x05, 0x2b, 0x8f, 0xff, 0xff, 0xff], [0x06, 0x01, 0x80], [0xa2, 0x00], [0xa8, 0x00], [0x02, 0x05, 0x00, 0xff, 0xff, 0xff, 0xff], [0x00, 0x00],
    ];

    public IEnumerable<byte[]> Seeds()
    {
        yield return new CommunityMessage("public", Told).Write();
        yield return new UserMessage { MessageId = Id, Engine = Engine, Boots = 1, Time = 1, User = "box"u8.ToArray(), Content = Scoped(Told) }.Write();
        yield return new UserMessage { MessageId = Id, Engine = Engine, Content = Scoped(new Pdu(PduKind.Report, Id, 0, 0, [Reason(AgentReport.NotInTime)])) }.Write();
        yield return new UserMessage { MessageId = Id, Engine = Engine, Boots = 1, Time = 1, Content = Scoped(new Pdu(PduKind.Report, Id, 0, 0, [Reason(AgentReport.UnknownEngine)])) }.Write();
        yield return new UserMessage { MessageId = Id, IsAuthenticated = true, IsEncrypted = true, Engine = Engine, Mac = new byte[12], Salt = new byte[8], Content = new byte[64] }.Write();
        yield return Scoped(Told);
    }

    public IReadOnlyList<Range> Pieces(byte[] input)
    {
        var pieces = new List<Range>();
        // A tag, a short length, and what it spans.
        for (int at = 0; at < input.Length;)
        {
            int length = at + 1 < input.Length && input[at + 1] < 0x80 && (input[at] & 0x20) == 0 ? 2 + input[at + 1] : 2;
            int end = Math.Min(input.Length, at + length);
            pieces.Add(at..end);
            at = end;
        }
        return pieces;
    }

    public void Run(byte[] input)
    {
        Check(() => CommunityMessage.Read(input).Pdu);
        Check(() => ScopedPdu.Read(input).Pdu);
        Check(() => ScopedPdu.Read(UserMessage.Read(input).Content).Pdu);
        try
        {
            BrokenPromiseException.Unless(new UserSecurity(Access, TimeProvider.System).Judge(input, Id).Answer is null, "an answer that nobody signed");
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Refused)
        {
            // The agent may say so without a signature.
        }
    }

    private static byte[] Scoped(Pdu pdu) => new ScopedPdu(Engine, pdu).Write();

    private static Binding Reason(uint reason) => new(ObjectId.Of("1.3.6.1.6.3.15.1.1").With(reason, 0), SnmpValue.Of(1));

    private static void Check(Func<Pdu> read)
    {
        try
        {
            BrokenPromiseException.Unless(read().Bindings.All(b => b.Name.Arcs.Length is >= 2 and <= ObjectId.MostArcs && b.Value.Name.Arcs.Length <= ObjectId.MostArcs), "a name beyond the bound");
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Protocol)
        {
            // What is no message.
        }
    }
}
