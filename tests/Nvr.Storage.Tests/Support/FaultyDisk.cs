using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nvr.Storage.Tests.Support;

/// <summary>
/// Stands between storage and the C library: a small library, compiled when the tests start, whose fdatasync, fsync and unlink are the real ones, but fail
/// with EIO or wait for files under a chosen directory, and are listed in the order of their calls. One test at a time.
/// </summary>
internal static partial class FaultyDisk
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <errno.h>
        #include <pthread.h>
        #include <stdio.h>
        #include <string.h>
        #include <unistd.h>
        #include <sys/syscall.h>
        static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
        static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
        static char failing[512], failing_call[16], holding[512], holding_call[16], tracing[512], trace[1 << 16];
        static int left, waiting;
        static int under(const char *prefix, const char *path) { return prefix[0] && !strncmp(path, prefix, strlen(prefix)); }
        void fault_arm(const char *call, const char *path, int times) {
          pthread_mutex_lock(&gate);
          snprintf(failing_call, sizeof failing_call, "%s", call);
          snprintf(failing, sizeof failing, "%s", path);
          left = times;
          pthread_mutex_unlock(&gate);
        }
        int fault_left(void) { return left; }
        void fault_hold(const char *call, const char *path) {
          pthread_mutex_lock(&gate);
          snprintf(holding_call, sizeof holding_call, "%s", call);
          snprintf(holding, sizeof holding, "%s", path);
          pthread_cond_broadcast(&changed);
          pthread_mutex_unlock(&gate);
        }
        int fault_waiting(void) { return waiting; }
        void fault_trace(const char *path) {
          pthread_mutex_lock(&gate);
          snprintf(tracing, sizeof tracing, "%s", path);
          trace[0] = 0;
          pthread_mutex_unlock(&gate);
        }
        const char *fault_traced(void) { return trace; }
        static int meet(const char *call, const char *path) {
          pthread_mutex_lock(&gate);
          while (!strcmp(call, holding_call) && under(holding, path)) {
            waiting++;
            pthread_cond_wait(&changed, &gate);
            waiting--;
          }
          size_t used = strlen(trace);
          if (under(tracing, path))
            snprintf(trace + used, sizeof trace - used, "%s %s\n", call, path + strlen(tracing));
          int fails = left > 0 && !strcmp(call, failing_call) && under(failing, path);
          left -= fails;
          pthread_mutex_unlock(&gate);
          return fails;
        }
        static int meet_file(const char *call, int fd) {
          char link[64], path[512];
          snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
          ssize_t n = readlink(link, path, sizeof path - 1);
          path[n > 0 ? n : 0] = 0;
          return meet(call, path);
        }
        int fdatasync(int fd) { return meet_file("fdatasync", fd) ? (errno = EIO, -1) : syscall(SYS_fdatasync, fd); }
        int fsync(int fd) { return meet_file("fsync", fd) ? (errno = EIO, -1) : syscall(SYS_fsync, fd); }
        int unlink(const char *path) { return meet("unlink", path) ? (errno = EIO, -1) : syscall(SYS_unlinkat, -100, path, 0); }
        """;

    private static nint library;

    [ModuleInitializer]
    internal static void Install()
    {
        string folder = Directory.CreateTempSubdirectory("nvr-faulty-").FullName;
        string source = Path.Combine(folder, "faulty.c");
        string built = Path.Combine(folder, "libfaulty.so");
        File.WriteAllText(source, Source);
        using (Process compiler = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-pthread", "-o", built, source]))
        {
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }
        library = NativeLibrary.Load(built);
        Directory.Delete(folder, recursive: true);
        NativeLibrary.SetDllImportResolver(typeof(FootageStore).Assembly, (name, _, _) => name == "libc" ? library : 0);
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == "faulty" ? library : 0);
    }

    /// <summary>The next calls of that name on anything under a path fail with EIO.</summary>
    public static void Fail(string call, string under, int times) => Arm(call, under, times);

    public static int Left => CountLeft();

    /// <summary>Calls of that name on anything under a path wait until the returned object is disposed.</summary>
    public static IDisposable Hold(string call, string under)
    {
        SetHold(call, under);
        return new Released();
    }

    /// <summary>Calls that wait just now.</summary>
    public static int Waiting => CountWaiting();

    /// <summary>From now on calls on anything under a directory are listed.</summary>
    public static void Trace(string under) => SetTrace(under);

    /// <summary>What was called since, as <c>fsync /segments/0000</c>, in order.</summary>
    public static IReadOnlyList<string> Traced => Marshal.PtrToStringUTF8(GetTrace())!.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [LibraryImport("faulty", EntryPoint = "fault_arm", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void Arm(string call, string under, int times);

    [LibraryImport("faulty", EntryPoint = "fault_left")]
    private static partial int CountLeft();

    [LibraryImport("faulty", EntryPoint = "fault_hold", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetHold(string call, string under);

    [LibraryImport("faulty", EntryPoint = "fault_waiting")]
    private static partial int CountWaiting();

    [LibraryImport("faulty", EntryPoint = "fault_trace", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetTrace(string under);

    [LibraryImport("faulty", EntryPoint = "fault_traced")]
    private static partial nint GetTrace();

    private sealed class Released : IDisposable
    {
        public void Dispose() => SetHold("", "");
    }
}
