using System.Diagnostics;
using Nvr.Board.Linux.Journal;
using Nvr.Core;
using Xunit;

namespace Nvr.Board.Linux.Tests.Journal;

/// <summary>The system's journal by systemd's own programs: a journal daemon of the test's own writes, journalctl reads.</summary>
public sealed class SystemJournalTests
{
    private const string Daemon = "/usr/lib/systemd/systemd-journald";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0::/system.slice/nvrd.service\n", "nvrd.service")]
    [InlineData("12:pids:/system.slice/nvrd.service\n1:name=systemd:/system.slice/nvrd.service\n", "nvrd.service")]
    [InlineData("0::/user.slice/user-1000.slice/session-2.scope\n", null)]
    [InlineData("0::/\n", null)]
    [InlineData("0::/system.slice/a b;c.service\n", null)]
    public void Service_IsWhatTheKernelSays(string groups, string? expected) => Assert.Equal(expected, SystemJournal.ServiceIn(groups));

    [Fact]
    public async Task Journal_WithNothingOfTheProgram_IsEmptyOrASentence()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/journalctl"), "There is no journalctl here.");
        string empty = Directory.CreateTempSubdirectory("nvr-journal-").FullName;

        IReadOnlyList<string>? lines = null;
        NvrException? failure = null;
        try
        {
            lines = await new SystemJournal($"--directory={empty}", "--unit=nvrd.service").ReadAsync(Cancellation);
        }
        catch (NvrException told)
        {
            failure = told;
        }

        Assert.True(lines is { Count: 0 } || failure is { Kind: ErrorKind.Unsupported, Message.Length: > 20 });
        Directory.Delete(empty);
    }

    [Fact]
    public async Task Journal_OfADaemon_IsReadInOrder_DatedInUtc_AndOnlyWhatWasChosen()
    {
        Assert.SkipUnless(File.Exists(Daemon) && Environment.IsPrivilegedProcess, "A journal daemon of the test's own takes systemd and root.");
        string space = $"nvr{Environment.ProcessId}";
        using Process daemon = Process.Start(new ProcessStartInfo(Daemon, [space]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        try
        {
            string socket = $"/run/systemd/journal.{space}/socket";
            await UntilAsync(() => File.Exists(socket));
            await LogAsync(socket, "nvrd-test", "first: rtsp://a:b@192.0.2.7/one");
            await LogAsync(socket, "nvrd-test", "second with ünicode");
            await LogAsync(socket, "somebody-else", "not ours");

            IReadOnlyList<string> lines = [];
            await UntilAsync(async () => (lines = await ReadAsync(space)).Count == 2);

            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+0000 \S+ nvrd-test(\[\d+\])?: first: rtsp://a:b@192\.0\.2\.7/one$", lines[0]);
            Assert.EndsWith("second with ünicode", lines[1], StringComparison.Ordinal);
        }
        finally
        {
            daemon.Kill();
            await daemon.WaitForExitAsync(CancellationToken.None);
            foreach (string left in new[] { $"/run/systemd/journal.{space}" }.Concat(Directory.Exists("/run/log/journal") ? Directory.GetDirectories("/run/log/journal", "*." + space) : []).Where(Directory.Exists))
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string space)
    {
        try
        {
            return await new SystemJournal($"--namespace={space}", "SYSLOG_IDENTIFIER=nvrd-test").ReadAsync(Cancellation) ?? [];
        }
        catch (NvrException)
        {
            // Nothing is written yet.
            return [];
        }
    }

    // As systemd's own protocol has it: fields by line, in one datagram.
    private static async Task LogAsync(string path, string identifier, string message)
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Unspecified);
        await socket.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(path), Cancellation);
        await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes($"MESSAGE={message}\nSYSLOG_IDENTIFIER={identifier}\nPRIORITY=6\n"), Cancellation);
    }

    private static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            await Task.Delay(50, limit.Token);
        }
    }
}
