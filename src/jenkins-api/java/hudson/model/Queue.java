package hudson.model;

import hudson.model.queue.SubTask;
import java.util.List;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.queue.QueueItem;

public class Queue extends ResourceController implements Saveable {
    private Queue() {}

    public List<Queue.Item> getItems(Queue.Task t) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save() {
        throw new UnsupportedOperationException();
    }

    public static final class BuildableItem extends Queue.NotWaitingItem {
        private BuildableItem() {
            super(null);
        }
    }

    public interface Executable extends Runnable {}

    public interface FlyweightTask extends Queue.Task {}

    public abstract static class Item extends Actionable implements QueueItem {
        public final Queue.Task task = null;

        protected Item(Queue.Item item) {
            throw new UnsupportedOperationException();
        }

        public Label getAssignedLabel() {
            throw new UnsupportedOperationException();
        }

        public final List<Cause> getCauses() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getSearchUrl() {
            throw new UnsupportedOperationException();
        }
    }

    public abstract static class NotWaitingItem extends Queue.Item {
        protected NotWaitingItem(Queue.NotWaitingItem ni) {
            super(null);
            throw new UnsupportedOperationException();
        }
    }

    public interface QueueAction extends Action {
        boolean shouldSchedule(List<Action> actions);
    }

    public interface Task extends FullyNamedModelObject, SubTask {}
}
