using Microsoft.Extensions.Time.Testing;
using Nvr.Board.Snmp.Security;
using Nvr.Board.Snmp.Wire;
using Nvr.Board.Switches;
using Nvr.Core;

namespace Nvr.Board.Snmp.Tests.Security;

/// <summary>What is believed of an agent, and what is not; the agent's side is played by hand.</summary>
public sealed class UserSecurityTests
{
    private static readonly byte[] Engine = [0x80, 0, 0x1f, 0x88, 4, 1, 2, 3];
    private static readonly SnmpAccess Access = new() { UserName = "box", Password = "password-1" };
    private static readonly ObjectId Name = ObjectId.Of("1.3.6.1.2.1.1.3.0");

    private readonly FakeTimeProvider time = new();
    private readonly UserKeys keys = new(SnmpHash.Sha1, "password-1", null, Engine);
    private readonly UserSecurity security;

    public UserSecurityTests()
    {
        security = new UserSecurity(Access, time);
        security.Wrap(Pdu.Request(PduKind.Get, []), 1);
        Assert.True(security.Judge(Report(1, AgentReport.UnknownEngine, null), 1).SendAgain);
    }

    [Fact]
    public void Answer_SignedByTheUsersKey_IsTaken() => Assert.NotNull(security.Judge(Answer(7, keys), 7).Answer);

    [Fact]
    public void Answer_WithoutASignature_IsIgnored() => Assert.Equal(Verdict.Ignore, security.Judge(Answer(7, null), 7));

    [Fact]
    public void Answer_SignedByAnotherKey_IsIgnored() =>
        Assert.Equal(Verdict.Ignore, security.Judge(Answer(7, new UserKeys(SnmpHash.Sha1, "password-9", null, Engine)), 7));

    [Fact]
    public void Answer_ToAnotherQuestion_IsIgnored() => Assert.Equal(Verdict.Ignore, security.Judge(Answer(6, keys), 7));

    [Fact]
    public void Answer_ThatWasChangedOnItsWay_IsIgnored()
    {
        byte[] changed = Answer(7, keys);
        changed[^1] ^= 1;

        Assert.Equal(Verdict.Ignore, security.Judge(changed, 7));
    }

    [Fact]
    public void Answer_BeforeTheEngineIsKnown_IsIgnored()
    {
        byte[] early = new UserMessage { MessageId = 7, Content = new ScopedPdu([], new Pdu(PduKind.Response, 7, 0, 0, [new Binding(Name, SnmpValue.Of(5))])).Write() }.Write();

        Assert.Equal(Verdict.Ignore, new UserSecurity(Access, time).Judge(early, 7));
    }

    [Fact]
    public void Answer_OfLongAgo_IsIgnored()
    {
        byte[] kept = Answer(7, keys);
        time.Advance(TimeSpan.FromSeconds(151));

        Assert.Equal(Verdict.Ignore, security.Judge(kept, 7));
    }

    [Fact]
    public void Answer_OfAnEarlierStart_IsIgnored() => Assert.Equal(Verdict.Ignore, security.Judge(Answer(7, keys, boots: 2), 7));

    [Fact]
    public void Time_ToldWithoutASignature_IsNotTaken() => Assert.Equal(Verdict.Ignore, security.Judge(Report(7, AgentReport.NotInTime, null), 7));

    [Fact]
    public void Time_ToldWithOne_IsTakenAndTheQuestionAskedAgain() => Assert.True(security.Judge(Report(7, AgentReport.NotInTime, keys, boots: 4), 7).SendAgain);

    [Theory]
    [InlineData(AgentReport.UnknownUser, "knows no user box")]
    [InlineData(AgentReport.WrongDigest, "does not accept the password of box")]
    [InlineData(AgentReport.UnsupportedLevel, "wants encryption")]
    public void Refusal_IsToldAsASentence(uint reason, string expected)
    {
        var refusal = Assert.Throws<NvrException>(() => security.Judge(Report(7, reason, null), 7));

        Assert.Equal(ErrorKind.Refused, refusal.Kind);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Question_HidesNeitherUserNorWhatIsAsked_ButIsSigned()
    {
        UserMessage asked = UserMessage.Read(security.Wrap(Pdu.Request(PduKind.Get, [Binding.Ask(Name)]), 9));

        Assert.Equal((true, false, "box"), (asked.IsAuthenticated, asked.IsEncrypted, System.Text.Encoding.UTF8.GetString(asked.User)));
        Assert.Equal(Name, ScopedPdu.Read(asked.Content).Pdu.Bindings[0].Name);
    }

    private static byte[] Answer(int id, UserKeys? by, int boots = 3) => Pack(id, by, boots, new Pdu(PduKind.Response, id, 0, 0, [new Binding(Name, SnmpValue.Of(5))]));

    private static byte[] Report(int id, uint reason, UserKeys? by, int boots = 3) =>
        Pack(id, by, boots, new Pdu(PduKind.Report, id, 0, 0, [new Binding(ObjectId.Of($"1.3.6.1.6.3.15.1.1.{reason}.0"), SnmpValue.Of(1))]));

    private static byte[] Pack(int id, UserKeys? by, int boots, Pdu pdu)
    {
        var message = new UserMessage
        {
            MessageId = id, Engine = Engine, Boots = boots, Time = 1000, IsReportable = false, Content = new ScopedPdu(Engine, pdu).Write(), User = "box"u8.ToArray(),
        };
        if (by is null)
        {
            return message.Write();
        }
        message = message with { IsAuthenticated = true, Mac = new byte[by.MacBytes] };
        return (message with { Mac = by.Sign(message.Write()) }).Write();
    }
}
