using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Nvr.Core.Time;

namespace Nvr.Sntp.Tests;

public sealed class SntpServerTests
{
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Question_OfAClient_IsAnsweredWithTheTimeInItsVersion(int version)
    {
        await using RunningServer server = await RunningServer.StartAsync(ClockTrust.Synchronised);
        byte[] question = RunningServer.Question(version);
        DateTimeOffset before = TimeProvider.System.GetUtcNow();

        byte[] answer = await server.AskAsync(question);

        Assert.Equal((0, version, 4), (answer[0] >> 6, (answer[0] >> 3) & 7, answer[0] & 7));
        Assert.Equal(3, answer[1]);
        Assert.Equal(question[40..48], answer[24..32]);
        DateTimeOffset received = TimeIn(answer, 32);
        DateTimeOffset sent = TimeIn(answer, 40);
        Assert.InRange(received, before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow());
        Assert.InRange(sent, received, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Clock_ThatNobodyVouchesFor_IsServedAsOneThatAnyBetterOneBeats()
    {
        await using RunningServer server = await RunningServer.StartAsync(ClockTrust.Plausible);

        byte[] answer = await server.AskAsync(RunningServer.Question());

        Assert.Equal((0, 10), (answer[0] >> 6, answer[1]));
    }

    [Fact]
    public async Task Clock_NeverSet_IsSaidToBeUnsynchronised()
    {
        await using RunningServer server = await RunningServer.StartAsync(ClockTrust.None);

        byte[] answer = await server.AskAsync(RunningServer.Question());

        Assert.Equal((3, 0, "INIT"), (answer[0] >> 6, answer[1], System.Text.Encoding.ASCII.GetString(answer, 12, 4)));
        Assert.All(answer[16..24], b => Assert.Equal(0, b));

        server.Trust = ClockTrust.Synchronised;
        Assert.Equal(0, (await server.AskAsync(RunningServer.Question()))[0] >> 6);
    }

    [Fact]
    public async Task Datagrams_ThatAreNoQuestion_GetNoAnswer_AndNoAnswerIsLongerThanItsQuestion()
    {
        await using RunningServer server = await RunningServer.StartAsync(ClockTrust.Synchronised);
        using var client = new UdpClient(AddressFamily.InterNetwork);
        byte[][] wrong =
        [
            [], new byte[47], RunningServer.Question(mode: 4), RunningServer.Question(mode: 5), RunningServer.Question(mode: 6), RunningServer.Question(mode: 7),
            RunningServer.Question(mode: 1), RunningServer.Question(version: 0), RunningServer.Question(version: 7),
        ];
        foreach (byte[] datagram in wrong)
        {
            await client.SendAsync(datagram, server.EndPoint);
        }
        byte[] whole = [.. RunningServer.Question(), .. new byte[200]];
        await client.SendAsync(whole, server.EndPoint);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        byte[] only = (await client.ReceiveAsync(limit.Token)).Buffer;

        Assert.Equal(48, only.Length);
        // It is counted after it was sent.
        await RunningServer.UntilAsync(() => server.Server.Counters is var c && c.Malformed + c.Answered == wrong.Length + 1);
        Assert.Equal((wrong.Length, 1), (server.Server.Counters.Malformed, server.Server.Counters.Answered));
    }

    [Fact]
    public async Task Flood_OfOneSender_IsAnsweredABoundedNumberOfTimes()
    {
        await using RunningServer server = await RunningServer.StartAsync(ClockTrust.Synchronised, o => o with { PerSender = 0, PerSenderAtOnce = 5 });
        await RunningServer.UntilAsync(() => server.Server.Serving.Count > 0);
        using var client = new UdpClient(AddressFamily.InterNetwork);

        for (int i = 0; i < 50; i++)
        {
            await client.SendAsync(RunningServer.Question(), server.EndPoint);
        }

        await RunningServer.UntilAsync(() => server.Server.Counters is var c && c.Answered + c.OverRate == 50);
        Assert.Equal(5, server.Server.Counters.Answered);
    }

    [Fact]
    public void Flood_OfManySenders_IsBoundedTogether()
    {
        var gate = new RequestGate(new SntpOptions { Interfaces = [], PerSecond = 100 }, new BoxClock(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(), Guid.Empty));

        int admitted = Enumerable.Range(0, 10_000).Count(i => gate.Admit(new IPAddress(0x0A00_0000L + i)));

        Assert.Equal(100, admitted);
    }

    [Fact]
    public async Task Interface_ThatIsNoCameraNetwork_IsNotServed()
    {
        await using RunningServer server = await RunningServer.StartAsync(ClockTrust.Synchronised, o => o with { Interfaces = ["nowhere0"], LookInterval = TimeSpan.FromMilliseconds(50) });

        await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);

        Assert.Empty(server.Server.Serving);
    }

    [Fact]
    public void Time_BeforeAndAfterTheTurnOfTheEra_IsToldInItsLowBits()
    {
        byte[] bytes = new byte[8];
        NtpTime.Write(UtcTime.From(new DateTimeOffset(2036, 2, 7, 6, 28, 16, 500, TimeSpan.Zero)), bytes);
        Assert.Equal(0x0000_0000_8000_0000UL, BinaryPrimitives.ReadUInt64BigEndian(bytes));
        NtpTime.Write(UtcTime.From(new DateTimeOffset(1969, 12, 31, 23, 59, 59, 750, TimeSpan.Zero)), bytes);
        Assert.Equal(((2_208_988_800UL - 1) << 32) | 0xC000_0000UL, BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    private static DateTimeOffset TimeIn(byte[] packet, int at) => Epoch
        .AddSeconds(BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(at)))
        .AddTicks((long)(BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(at + 4)) * (decimal)TimeSpan.TicksPerSecond / 4294967296m));
}
