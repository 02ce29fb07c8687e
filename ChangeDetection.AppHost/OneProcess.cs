// The other half is AppHost.cs; the project file takes one of the two.
Console.WriteLine("Running in one process, because the Aspire packages are not in the NuGet cache. For the Aspire mode: dotnet run --project ChangeDetection.AppHost -p:UseAspire=true");
await ChangeDetection.Api.Program.Main(args);
