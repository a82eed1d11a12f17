package hudson.model;

public abstract class Cause {
    public Cause() {
        throw new UnsupportedOperationException();
    }

    public static class UserIdCause extends Cause {
        private UserIdCause() {}

        public String getUserId() {
            throw new UnsupportedOperationException();
        }
    }
}
