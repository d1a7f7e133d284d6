using Nvr.Board.Snmp.Sessions;
using Nvr.Board.Snmp.Wire;
using Nvr.Board.Switches;
using Nvr.Core;

namespace Nvr.Board.Snmp.Tests.Sessions;

/// <summary>Agents that do not play by the rules: what they send costs a bounded time and memory, and is never taken for an answer.</summary>
public sealed class SnmpSessionTests
{
    private static readonly ObjectId Root = ObjectId.Of("1.3.6.1.2.1.105");

    [Fact]
    public async Task Table_ThatGoesInCircles_IsRefused()
    {
        await using var agent = new HostileAgent(q => [HostileAgent.Answer(q, new Binding(Root.With(1, 2), SnmpValue.Of(1)), new Binding(Root.With(1, 1), SnmpValue.Of(1)))]);

        Assert.Contains("does not end", (await WalkAsync(agent)).Message, StringComparison.Ordinal);
        Assert.Equal(1, agent.Questions);
    }

    [Fact]
    public async Task Table_ThatNeverEnds_IsRefused()
    {
        uint row = 0;
        await using var agent = new HostileAgent(q => [HostileAgent.Answer(q, [.. Enumerable.Range(0, 1000).Select(_ => new Binding(Root.With(++row), SnmpValue.Of(1)))])]);

        Assert.Contains("does not end", (await WalkAsync(agent)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_BehindRubbishAndOtherPeoplesAnswers_IsTaken()
    {
        await using var agent = new HostileAgent(q =>
        [
            [], [0x30, 0x80], new byte[60_000], HostileAgent.Answer(q with { RequestId = q.RequestId ^ 1 }, new Binding(Root.With(1), SnmpValue.Of(13))),
            HostileAgent.Answer(q, new Binding(Root.With(1), SnmpValue.Of(42))),
        ]);
        using SnmpSession session = Open(agent);

        Assert.Equal(42, (await session.GetAsync([Root.With(1)], CancellationToken.None))[0].Number);
    }

    [Fact]
    public async Task Answer_OfAnotherLength_IsRefused()
    {
        await using var agent = new HostileAgent(q => [HostileAgent.Answer(q)]);
        using SnmpSession session = Open(agent);

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<NvrException>(() => session.GetAsync([Root], CancellationToken.None))).Kind);
    }

    [Fact]
    public async Task Table_TooBigForOneAnswer_IsAskedInSmallerParts()
    {
        await using var agent = new HostileAgent(q => q switch
        {
            { ErrorIndex: > 3 } => [new CommunityMessage("public", q with { Kind = PduKind.Response, ErrorStatus = 1, ErrorIndex = 0 }).Write()],
            _ when q.Bindings[0].Name.Equals(Root) => [HostileAgent.Answer(q, new Binding(Root.With(7), SnmpValue.Of(1)))],
            _ => [HostileAgent.Answer(q, new Binding(Root.With(7), new SnmpValue(SnmpKind.Null)))],
        });
        using SnmpSession session = Open(agent);

        Assert.Equal(Root.With(7), Assert.Single(await session.WalkAsync(Root, CancellationToken.None)).Name);
    }

    [Fact]
    public async Task Question_ThatIsCancelled_Ends()
    {
        await using var agent = new HostileAgent(_ => []);
        using SnmpSession session = Open(agent, TimeSpan.FromHours(1));
        using var stop = new CancellationTokenSource();
        Task asked = session.GetAsync([Root], stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    private static SnmpSession Open(HostileAgent agent, TimeSpan? wait = null) =>
        new(new ManagedSwitch("desk", agent.EndPoint, new SnmpAccess { Community = "public" }), new SnmpPatience(wait ?? TimeSpan.FromSeconds(2), 2), TimeProvider.System);

    private static async Task<NvrException> WalkAsync(HostileAgent agent)
    {
        using SnmpSession session = Open(agent);
        return await Assert.ThrowsAsync<NvrException>(() => session.WalkAsync(Root, CancellationToken.None));
    }
}
