using Nvr.Sandbox.Processes;

namespace Nvr.Sandbox.Tests.Processes;

public sealed class WorkerProcessTests
{
    [Fact]
    public async Task Process_GetsItsSocket_AndNothingElse()
    {
        const string Report = """
            import os, struct
            open_files = ' '.join(sorted(f for f in os.listdir('/proc/self/fd') if os.path.exists('/proc/self/fd/' + f)))
            text = (open_files + ', ' + ' '.join(sorted(os.environ))).encode()
            os.write(3, struct.pack('<IBBBBB', len(text) + 1, 6, 0, 0, 0, 4) + text)
            """;
        var program = new WorkerProgram("/usr/bin/python3", ["-c", Report]);
        await using WorkerProcess process = WorkerProcess.Start(program);

        string[] told = (await Told.FailureAsync(process)).Split(", ");
        Assert.Equal("0 1 2 3", told[0]);
        Assert.DoesNotContain("HOME", told[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "0 1 2 3 4, lent words False")]
    [InlineData(false, "0 1 2 3,  False")]
    public async Task Process_FindsTheFileThatItWasLent_AndCanOnlyReadIt(bool isThere, string expected)
    {
        const string Report = """
            import os, struct
            open_files = ' '.join(sorted(f for f in os.listdir('/proc/self/fd') if os.path.exists('/proc/self/fd/' + f)))
            words, could_write = '', False
            if 'NVR_LENT' in os.environ:
                words = os.read(int(os.environ['NVR_LENT']), 100).decode()
                try:
                    could_write = os.write(4, b'x') > 0
                except OSError:
                    pass
            text = (open_files + ', ' + words + ' ' + str(could_write)).encode()
            os.write(3, struct.pack('<IBBBBB', len(text) + 1, 6, 0, 0, 0, 4) + text)
            """;
        string path = Path.Combine(Path.GetTempPath(), $"nvr-lent-{Guid.NewGuid():n}");
        if (isThere)
        {
            await File.WriteAllTextAsync(path, "lent words", TestContext.Current.CancellationToken);
        }
        await using WorkerProcess process = WorkerProcess.Start(new WorkerProgram("/usr/bin/python3", ["-c", Report]) { Lent = path });

        Assert.Equal(expected, await Told.FailureAsync(process));
        File.Delete(path);
    }

    [Fact]
    public async Task Disposing_EndsAProcess_ThatNeverWould()
    {
        WorkerProcess process = WorkerProcess.Start(new WorkerProgram("/bin/sh", ["-c", "trap '' TERM HUP; while :; do sleep 1; done"]));
        int pid = process.Pid;
        Assert.Null(process.ReadEnd());

        await process.DisposeAsync();

        Assert.Contains("signal 9", process.ReadEnd(), StringComparison.Ordinal);
        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Fact]
    public void ProgramThatDoesNotExist_IsAFailure_NotAProcess()
    {
        Assert.Throws<Nvr.Core.NvrException>(() => WorkerProcess.Start(new WorkerProgram("/nonexistent/nvrd", [])));
    }
}
