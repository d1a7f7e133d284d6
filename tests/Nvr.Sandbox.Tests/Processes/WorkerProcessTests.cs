using Nvr.Sandbox.Processes;

namespace Nvr.Sandbox.Tests.Processes;

public sealed class WorkerProcessTests
{
    [Fact]
    public async Task Process_GetsItsSocket_AndNothingElse()
    {
        // A file that any child would inherit if nobody took care.
        var program = new WorkerProgram("/bin/sh", ["-c", "printf '\\023\\000\\000\\000\\006\\000\\000\\000\\004' >&3; printf '%-18s' \"$(ls /proc/$$/fd | tr '\\n' ' ')\" >&3"]);
        await using WorkerProcess process = WorkerProcess.Start(program);

        Assert.Equal("0 1 2 3", (await Told.FailureAsync(process)).Trim());
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
