using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nvr.Storage.Tests.Support;

/// <summary>
/// Stands between storage and the C library: a small library, compiled when the tests start, whose fdatasync fails with EIO for
/// files under a chosen directory and is the real one otherwise.
/// </summary>
internal static partial class FaultyDisk
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <errno.h>
        #include <stdio.h>
        #include <string.h>
        #include <unistd.h>
        #include <sys/syscall.h>
        static char prefix[512];
        static int left;
        void fault_arm(const char *under, int times) { snprintf(prefix, sizeof prefix, "%s", under); __sync_lock_test_and_set(&left, times); }
        int fault_left(void) { return left; }
        int fdatasync(int fd) {
          char link[64], path[512];
          snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
          ssize_t n = readlink(link, path, sizeof path - 1);
          if (left > 0 && n > 0) {
            path[n] = 0;
            if (prefix[0] && !strncmp(path, prefix, strlen(prefix)) && __sync_fetch_and_sub(&left, 1) > 0) { errno = EIO; return -1; }
          }
          return syscall(SYS_fdatasync, fd);
        }
        """;

    private static nint library;

    [ModuleInitializer]
    internal static void Install()
    {
        string folder = Directory.CreateTempSubdirectory("nvr-faulty-").FullName;
        string source = Path.Combine(folder, "faulty.c");
        string built = Path.Combine(folder, "libfaulty.so");
        File.WriteAllText(source, Source);
        using (Process compiler = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-o", built, source]))
        {
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }
        library = NativeLibrary.Load(built);
        Directory.Delete(folder, recursive: true);
        NativeLibrary.SetDllImportResolver(typeof(FootageStore).Assembly, (name, _, _) => name == "libc" ? library : 0);
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == "faulty" ? library : 0);
    }

    public static void FailSyncs(string under, int times) => Arm(under, times);

    public static int Left => CountLeft();

    [LibraryImport("faulty", EntryPoint = "fault_arm", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void Arm(string under, int times);

    [LibraryImport("faulty", EntryPoint = "fault_left")]
    private static partial int CountLeft();
}
