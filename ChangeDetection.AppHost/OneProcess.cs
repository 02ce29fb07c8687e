await ChangeDetection.Api.Program.Main(args);
